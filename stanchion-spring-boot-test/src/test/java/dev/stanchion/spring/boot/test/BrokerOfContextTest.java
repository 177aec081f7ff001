package dev.stanchion.spring.boot.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.spring.boot.StanchionAutoConfiguration;
import dev.stanchion.test.TestBroker;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

class BrokerOfContextTest {
    @EmbeddedStanchion(clusterId = "a")
    static class First {}

    @EmbeddedStanchion(clusterId = "a")
    static class Same {}

    @EmbeddedStanchion(clusterId = "b")
    static class Other {}

    @EmbeddedStanchion(policies = "tickets:*=max_deliveries:none")
    static class Wrong {}

    @EmbeddedStanchion(config = "classpath:nowhere.conf")
    static class WithoutItsFile {}

    static class Without {}

    private static ContextCustomizer of(Class<?> testClass) {
        return Objects.requireNonNull(
                new BrokerOfTestClass().createContextCustomizer(testClass, List.of()));
    }

    private static AnnotationConfigApplicationContext contextOf(Class<?> testClass) {
        return contextOf(testClass, of(testClass));
    }

    private static AnnotationConfigApplicationContext contextOf(
            Class<?> testClass, ContextCustomizer customizer) {
        var context = new AnnotationConfigApplicationContext();
        context.register(StanchionAutoConfiguration.class);
        customizer.customizeContext(
                context,
                new MergedContextConfiguration(
                        testClass, new String[0], new Class<?>[0], new String[0], null));
        return context;
    }

    @Test
    void shouldLetClassesWithTheSameOptionsShareAContext() {
        assertThat(of(First.class)).isEqualTo(of(Same.class)).hasSameHashCodeAs(of(Same.class));
        assertThat(of(First.class)).isNotEqualTo(of(Other.class));
        assertThat(new BrokerOfTestClass().createContextCustomizer(Without.class, List.of()))
                .isNull();
    }

    @Test
    void shouldStopTheBrokerWithTheContext() {
        // given
        TestBroker broker;
        try (var context = contextOf(First.class)) {
            context.refresh();
            broker = context.getBean(TestBroker.class);
            assertThat(broker.clients()).hasSize(1);
        }

        // then
        assertThatThrownBy(broker::clients).hasMessageContaining("the test broker is closed");
    }

    @Test
    void shouldNameAPolicyThatCannotBeRead() {
        assertThatThrownBy(() -> contextOf(Wrong.class)).hasMessageContaining("max_deliveries");
        assertThatThrownBy(() -> contextOf(WithoutItsFile.class))
                .hasMessageContaining("classpath:nowhere.conf is not on the class path");
    }

    @Test
    void shouldNameWhoHasThePortAndTheRemedy() {
        try (TestBroker first = TestBroker.start()) {
            // given
            EmbeddedStanchion wanted =
                    AnnotationUtils.synthesizeAnnotation(
                            Map.of("port", first.port()), EmbeddedStanchion.class, null);
            try (var context = contextOf(First.class, new BrokerOfContext(wanted))) {

                // then
                assertThatThrownBy(context::refresh)
                        .hasStackTraceContaining("port " + first.port())
                        .hasStackTraceContaining(
                                "\"stanchion-test-%s\" listens there; stop it, or choose another"
                                        + " port, or 0 for any free one",
                                first.clusterId());
            }
        }
    }
}
