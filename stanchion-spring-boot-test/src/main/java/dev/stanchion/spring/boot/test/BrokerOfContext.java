package dev.stanchion.spring.boot.test;

import dev.stanchion.spring.boot.StanConnectionDetails;
import dev.stanchion.test.TestBroker;
import dev.stanchion.test.TestBrokerOptions;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * Adds a broker to an application context. Immutable. Spring compares customizers to know whether
 * two test classes can have the same context.
 */
record BrokerOfContext(EmbeddedStanchion wanted) implements ContextCustomizer {
    private static final String BROKER = "testBroker";

    /** Where the broker of the test is. */
    private record Details(String getUrl, String getClusterId) implements StanConnectionDetails {}

    /**
     * Adds the beans.
     *
     * <p>The broker is there before the client, so the client must not connect later by itself:
     * when the context has started, every listener is subscribed, and a test can publish at once.
     */
    @Override
    public void customizeContext(
            ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        TestBrokerOptions options = options();
        TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                context, "stanchion.recovery.at-start=false");
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        BeanDefinitionRegistry registry = (BeanDefinitionRegistry) beans;
        registry.registerBeanDefinition(
                BROKER,
                BeanDefinitionBuilder.rootBeanDefinition(
                                TestBroker.class, () -> TestBroker.start(options))
                        .setDestroyMethodName("close")
                        .getBeanDefinition());
        registry.registerBeanDefinition(
                "embeddedStanchionConnectionDetails",
                BeanDefinitionBuilder.rootBeanDefinition(
                                StanConnectionDetails.class,
                                () -> details(beans.getBean(BROKER, TestBroker.class)))
                        .addDependsOn(BROKER) // which stops after all that are connected
                        .setPrimary(true)
                        .getBeanDefinition());
    }

    private static StanConnectionDetails details(TestBroker broker) {
        return new Details(broker.url(), broker.clusterId());
    }

    private TestBrokerOptions options() {
        TestBrokerOptions.Builder builder =
                TestBrokerOptions.builder()
                        .clusterId(wanted.clusterId())
                        .port(wanted.port())
                        .store(wanted.store())
                        .time(wanted.time())
                        .config(wanted.config());
        for (String policy : wanted.policies()) {
            builder.policy(policy);
        }
        return builder.build();
    }
}
