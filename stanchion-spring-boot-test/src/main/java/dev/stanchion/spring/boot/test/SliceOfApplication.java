package dev.stanchion.spring.boot.test;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * Leaves most of an application out of the context of a test. Immutable. Spring compares
 * customizers to know whether two test classes can have the same context.
 *
 * <p>The types of Spring Boot that do this for its own slices have moved between 3.5 and 4.0, so
 * they are not used here.
 */
record SliceOfApplication(StanTest wanted) implements ContextCustomizer {
    /** Spring Boot asks all beans of the filter's type; the name is free. */
    private static final String FILTER = "stanTestTypeExcludeFilter";

    @Override
    public void customizeContext(
            ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                context, EnableAutoConfiguration.ENABLED_OVERRIDE_PROPERTY + "=false");
        context.getBeanFactory()
                .registerSingleton(
                        FILTER,
                        SliceFilter.of(
                                wanted,
                                context.getEnvironment(),
                                context,
                                (BeanDefinitionRegistry) context.getBeanFactory()));
    }
}
