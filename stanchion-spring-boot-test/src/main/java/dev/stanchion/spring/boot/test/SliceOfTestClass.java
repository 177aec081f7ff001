package dev.stanchion.spring.boot.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link StanTest} on a test class, its superclasses and the classes around it. */
final class SliceOfTestClass implements ContextCustomizerFactory {
    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        StanTest wanted =
                TestContextAnnotationUtils.findMergedAnnotation(testClass, StanTest.class);
        return wanted == null ? null : new SliceOfApplication(wanted);
    }
}
