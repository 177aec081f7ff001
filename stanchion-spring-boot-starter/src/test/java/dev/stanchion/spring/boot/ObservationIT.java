package dev.stanchion.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.spring.StanTemplate;
import dev.stanchion.spring.listener.From;
import dev.stanchion.spring.listener.StanListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What traces get of sends and listeners. */
@Timeout(120)
class ObservationIT {
    @RegisterExtension static final BrokerInProcess BROKER = new BrokerInProcess();

    @Configuration(proxyBeanMethods = false)
    static class Observed {
        final List<String> story = new CopyOnWriteArrayList<>();

        @Bean
        ObservationRegistry observations() {
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig().observationHandler(new Writer(story));
            return registry;
        }

        @StanListener(channel = "${channel}", id = "orders", from = From.FIRST)
        void on(String text) {
            if (text.equals("bad")) {
                throw new IllegalStateException("does not work");
            }
        }
    }

    private record Writer(List<String> story) implements ObservationHandler<Observation.Context> {
        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        @Override
        public void onStop(Observation.Context context) {
            Throwable error = context.getError();
            story.add(
                    "%s %s %s %s"
                            .formatted(
                                    context.getName(),
                                    context.getContextualName(),
                                    context.getAllKeyValues().stream()
                                            .map(pair -> pair.getKey() + "=" + pair.getValue())
                                            .toList(),
                                    error == null ? "" : error.getMessage())
                            .strip());
        }
    }

    private static ApplicationContextRunner application(String channel) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(StanchionAutoConfiguration.class))
                .withUserConfiguration(Observed.class)
                .withPropertyValues(
                        "stanchion.url=" + BROKER.url(),
                        "stanchion.cluster-id=" + BrokerInProcess.CLUSTER,
                        "channel=" + channel);
    }

    @Test
    void shouldObserveSendsAndListeners() {
        application("observed")
                .withPropertyValues("stanchion.observation.enabled=true")
                .run(context -> {
                    // when
                    StanTemplate template = context.getBean(StanTemplate.class);
                    template.send("observed", "good");
                    template.sendAsync("observed", "bad").join();

                    // then
                    List<String> story = context.getBean(Observed.class).story;
                    await().until(() -> story.size() == 4);
                    assertThat(story)
                            .containsExactlyInAnyOrder(
                                    "stanchion.send send observed [channel=observed]",
                                    "stanchion.send send observed [channel=observed]",
                                    "stanchion.handle handle observed [channel=observed,"
                                            + " listener=orders, sequence=1]",
                                    "stanchion.handle handle observed [channel=observed,"
                                            + " listener=orders, sequence=2] does not work");
                });
    }

    @Test
    void shouldObserveNothingUnlessItIsAskedTo() {
        application("unobserved")
                .run(context -> {
                    context.getBean(StanTemplate.class).send("unobserved", "good");
                    assertThat(context.getBean(Observed.class).story).isEmpty();
                });
    }
}
