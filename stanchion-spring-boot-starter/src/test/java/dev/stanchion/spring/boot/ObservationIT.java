package dev.stanchion.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.spring.StanTemplate;
import dev.stanchion.spring.listener.From;
import dev.stanchion.spring.listener.StanListener;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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
        final List<String> heard = new CopyOnWriteArrayList<>();

        @Bean
        ObservationRegistry observations() {
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig().observationHandler(new Tracer());
            registry.observationConfig().observationHandler(new Writer(story));
            return registry;
        }

        @StanListener(channel = "${channel}", id = "orders", from = From.FIRST)
        void on(String text) {
            heard.add(text);
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

    /**
     * Hands a trace on as the handlers of micrometer-tracing do, through the carrier of a context.
     */
    private static final class Tracer implements ObservationHandler<Observation.Context> {
        private final AtomicInteger traces = new AtomicInteger();

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        @Override
        public void onStart(Observation.Context context) {
            if (context instanceof SenderContext<?> sender) {
                send(sender);
            } else if (context instanceof ReceiverContext<?> receiver) {
                receive(receiver);
            }
        }

        private <C> void send(SenderContext<C> sender) {
            String trace = "00-trace-" + traces.incrementAndGet();
            sender.getSetter().set(sender.getCarrier(), "traceparent", trace);
            sender.addHighCardinalityKeyValue(KeyValue.of("trace", trace));
        }

        private <C> void receive(ReceiverContext<C> receiver) {
            String trace = receiver.getGetter().get(receiver.getCarrier(), "traceparent");
            receiver.addHighCardinalityKeyValue(KeyValue.of("trace", "" + trace));
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
    void shouldTakeATraceAcrossTheServer() {
        application("traced")
                .withPropertyValues(
                        "stanchion.observation.enabled=true",
                        "stanchion.observation.json-field=_trace")
                .run(context -> {
                    // when
                    StanTemplate template = context.getBean(StanTemplate.class);
                    template.send("traced", "{ \"id\": 1 }");
                    template.sendAsync("traced", "no JSON").join();

                    // then
                    Observed observed = context.getBean(Observed.class);
                    await().until(() -> observed.story.size() == 4);
                    assertThat(observed.story)
                            .containsExactlyInAnyOrder(
                                    "stanchion.send send traced [channel=traced, trace=00-trace-1]",
                                    "stanchion.send send traced [channel=traced, trace=00-trace-2]",
                                    "stanchion.handle handle traced [channel=traced,"
                                            + " listener=orders, sequence=1, trace=00-trace-1]",
                                    "stanchion.handle handle traced [channel=traced,"
                                            + " listener=orders, sequence=2, trace=null]");
                    assertThat(observed.heard)
                            .containsExactly(
                                    "{\"_trace\":{\"traceparent\":\"00-trace-1\"}, \"id\": 1 }",
                                    "no JSON");
                });
    }

    @Test
    void shouldLeavePayloadsAsTheyAreUnlessAFieldIsNamed() {
        application("untouched")
                .withPropertyValues("stanchion.observation.enabled=true")
                .run(context -> {
                    context.getBean(StanTemplate.class).send("untouched", "{\"id\":1}");
                    Observed observed = context.getBean(Observed.class);
                    await().until(() -> observed.heard.size() == 1);
                    assertThat(observed.heard).containsExactly("{\"id\":1}");
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
