package dev.stanchion.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.client.AckMode;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.Message;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingClientBuilder;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.spring.StanHeaders;
import dev.stanchion.spring.StanTemplate;
import dev.stanchion.spring.boot.actuator.StanchionActuatorHealthAutoConfiguration;
import dev.stanchion.spring.boot.health.StanchionModuleHealthAutoConfiguration;
import dev.stanchion.spring.listener.From;
import dev.stanchion.spring.listener.OnError;
import dev.stanchion.spring.listener.StanListener;
import dev.stanchion.spring.listener.StanListenerErrorHandler;
import dev.stanchion.spring.listener.StanListenerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;

/** What an application gets: a round trip, errors, health, metrics, start and stop. */
@Timeout(120)
class StanchionApplicationIT {
    @RegisterExtension static final BrokerInProcess BROKER = new BrokerInProcess();

    record Ticket(String id, int price) {}

    private final String channel = "tickets:" + ClientId.random().candidates().get(0);

    private ApplicationContextRunner application(Class<?>... configurations) {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(
                                StanchionAutoConfiguration.class,
                                StanchionMetricsAutoConfiguration.class,
                                StanchionActuatorHealthAutoConfiguration.class,
                                StanchionModuleHealthAutoConfiguration.class))
                .withUserConfiguration(configurations)
                .withPropertyValues(
                        "stanchion.url=" + BROKER.url(),
                        "stanchion.cluster-id=" + BrokerInProcess.CLUSTER,
                        "channel=" + channel);
    }

    private static StanTemplate template(AssertableApplicationContext context) {
        return context.getBean(StanTemplate.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {
        final List<String> heard = new CopyOnWriteArrayList<>();

        @StanListener(
                id = "tickets",
                channel = "${channel}",
                group = "orders",
                durable = "orders",
                from = From.FIRST,
                concurrency = "4",
                key = "#payload.id")
        void on(@Payload Ticket ticket, @Header(StanHeaders.SEQUENCE) long sequence, Message raw) {
            heard.add(ticket.id() + " " + ticket.price() + " #" + sequence + " " + raw.channel());
        }
    }

    @Test
    void shouldBringARecordToAListenerWithItsHeaders() {
        application(Listening.class)
                .run(context -> {
                    // when
                    template(context).send(channel, new Ticket("t1", 20));
                    template(context).sendAsync(channel, new Ticket("t2", 25)).join();

                    // then
                    Listening listening = context.getBean(Listening.class);
                    await().until(() -> listening.heard.size() == 2);
                    assertThat(listening.heard)
                            .containsExactlyInAnyOrder(
                                    "t1 20 #1 " + channel, "t2 25 #2 " + channel);
                });
    }

    @Test
    void shouldStopAndStartAListenerWithoutLosingMessages() {
        application(Listening.class)
                .run(context -> {
                    // given
                    StanListenerRegistry registry = context.getBean(StanListenerRegistry.class);
                    registry.stop("tickets");
                    template(context).send(channel, new Ticket("t1", 20));
                    Listening listening = context.getBean(Listening.class);
                    assertThat(listening.heard).isEmpty();
                    assertThat(registry.container("tickets").orElseThrow().isRunning()).isFalse();

                    // when
                    registry.start("tickets");

                    // then
                    await().until(() -> listening.heard.size() == 1);
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Failing {
        final List<String> calls = new CopyOnWriteArrayList<>();

        @StanListener(channel = "${channel}", onError = OnError.ACK, from = From.FIRST, id = "ack")
        void acknowledges(Ticket ticket) {
            calls.add("ack " + ticket.id());
            throw new IllegalStateException("does not work");
        }

        @StanListener(
                channel = "${channel}",
                errorHandler = "deciding",
                from = From.FIRST,
                id = "d")
        CompletionStage<Void> asks(String json) {
            calls.add("asked " + json);
            return CompletableFuture.failedFuture(new IllegalStateException("later"));
        }

        @StanListener(
                channel = "${channel}",
                onError = OnError.CLOSE,
                from = From.FIRST,
                id = "close")
        void closes(Ticket ticket) {
            calls.add("close " + ticket.id());
            throw new IllegalStateException("does not work");
        }

        @Bean
        StanListenerErrorHandler deciding() {
            return (message, failure) -> {
                calls.add("decided " + failure.getMessage());
                return OnError.ACK;
            };
        }
    }

    @Test
    void shouldDoWhatTheListenerSaysAfterAnException() {
        application(Failing.class)
                .run(context -> {
                    // when
                    template(context).send(channel, new Ticket("t1", 20));

                    // then
                    Failing failing = context.getBean(Failing.class);
                    await().until(() -> failing.calls.size() == 4);
                    assertThat(failing.calls)
                            .containsExactlyInAnyOrder(
                                    "ack t1",
                                    "close t1",
                                    "asked {\"id\":\"t1\",\"price\":20}",
                                    "decided later");
                    StanListenerRegistry registry = context.getBean(StanListenerRegistry.class);
                    await().until(() -> !registry.container("close").orElseThrow().isRunning());
                    assertThat(registry.container("ack").orElseThrow().isRunning()).isTrue();
                });
    }

    @Test
    void shouldTakeInvalidJsonForAnErrorOfTheListener() {
        application(Failing.class)
                .run(context -> {
                    // when
                    template(context).send(channel, "{\"id\":");

                    // then
                    Failing failing = context.getBean(Failing.class);
                    await().until(() -> failing.calls.contains("decided later"));
                    assertThat(failing.calls).doesNotContain("ack t1");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Slow {
        static final CountDownLatch ENTERED = new CountDownLatch(1);
        static final List<String> DONE = new CopyOnWriteArrayList<>();

        @StanListener(channel = "${channel}", durable = "d", group = "g", from = From.FIRST)
        void on(String text) {
            ENTERED.countDown();
            long end = System.nanoTime() + 300_000_000L;
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            DONE.add(text);
        }
    }

    @Test
    void shouldLetARunningListenerEndBeforeTheApplicationStops() {
        // when
        application(Slow.class)
                .run(context -> {
                    template(context).send(channel, "one");
                    Slow.ENTERED.await();
                });

        // then
        assertThat(Slow.DONE).containsExactly("one");
    }

    @Configuration(proxyBeanMethods = false)
    static class AcknowledgingItself {
        final List<String> story = new CopyOnWriteArrayList<>();
        final List<Message> held = new CopyOnWriteArrayList<>();

        @StanListener(
                channel = "${channel}",
                from = From.FIRST,
                maxInFlight = "1",
                ackMode = AckMode.MANUAL)
        void holds(Message message) {
            held.add(message);
            story.add("got " + message.sequence());
        }
    }

    @Test
    void shouldLeaveTheAcknowledgementToAMethodThatWantsIt() {
        application(AcknowledgingItself.class, Listening.class)
                .run(context -> {
                    // given
                    AcknowledgingItself bean = context.getBean(AcknowledgingItself.class);
                    Listening other = context.getBean(Listening.class);
                    template(context).send(channel, new Ticket("t1", 20));
                    template(context).send(channel, new Ticket("t2", 25));
                    await().until(() -> other.heard.size() == 2 && bean.held.size() == 1);

                    // when
                    bean.story.add("acknowledges");
                    bean.held.get(0).ack();

                    // then
                    await().until(() -> bean.held.size() == 2);
                    assertThat(bean.story).containsExactly("got 1", "acknowledges", "got 2");
                });
    }

    @Test
    void shouldRunWhatTheGuideShows() {
        application(SpringBootSnippets.Tickets.class, SpringBootSnippets.Shop.class)
                .run(context -> {
                    // when
                    context.getBean(SpringBootSnippets.Shop.class)
                            .create(new SpringBootSnippets.TicketCreated("t1", 20));

                    // then
                    await().until(() -> SpringBootSnippets.HANDLED.contains("t1 #1"));
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Metered {
        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    @Test
    void shouldMeasurePublishesAndListeners() {
        application(Listening.class, Metered.class)
                .run(context -> {
                    // when
                    template(context).send(channel, new Ticket("t1", 20));

                    // then
                    MeterRegistry meters = context.getBean(MeterRegistry.class);
                    await().until(() ->
                            meters.find("stanchion.listener")
                                            .tags("channel", channel)
                                            .tags("outcome", "acknowledged")
                                            .timer()
                                    != null);
                    assertThat(
                                    meters.get("stanchion.publish")
                                            .tags("channel", channel, "outcome", "stored")
                                            .timer()
                                            .count())
                            .isEqualTo(1);
                });
    }

    @Test
    void shouldReportHealthWithIdAndServer() {
        application()
                .withPropertyValues(
                        "stanchion.client-id.strategy=slot", "spring.application.name=health 1.0")
                .run(context -> {
                    // given
                    StreamingClient client = context.getBean(StreamingClient.class);

                    // when
                    ClientHealth health = ClientHealth.of(client.status());

                    // then
                    assertThat(health.isUp()).isTrue();
                    assertThat(health.details())
                            .containsEntry("clientId", "health-1-0-0")
                            .containsEntry("state", "CONNECTED")
                            .containsEntry("subscriptions", 0);
                    assertThat(context).hasBean("stanchionHealthIndicator");
                });
    }

    @Test
    void shouldStartWithoutAServerAndConnectWhenThereIsOne() throws Exception {
        // given
        int port;
        try (StanchionServer first = BrokerInProcess.start(0)) {
            port = first.port();
        }
        AtomicReference<StanchionServer> late = new AtomicReference<>();

        // when
        application(Listening.class)
                .withPropertyValues(
                        "stanchion.url=nats://127.0.0.1:" + port,
                        "stanchion.recovery.max-backoff=500ms")
                .run(context -> {
                    StreamingClient client = context.getBean(StreamingClient.class);
                    ClientHealth down = ClientHealth.of(client.status());
                    assertThat(down.isUp()).isFalse();
                    assertThat(down.details()).containsKeys("problem", "remedy");
                    late.set(BrokerInProcess.start(port)); // it outlives the application

                    // then
                    template(context).send(channel, new Ticket("t1", 20));
                    Listening listening = context.getBean(Listening.class);
                    await().until(() -> listening.heard.size() == 1);
                    assertThat(ClientHealth.of(client.status()).isUp()).isTrue();
                });
        late.get().close();
    }

    @Test
    void shouldTakeConnectionDetailsBeforeProperties() {
        application()
                .withBean(StanConnectionDetails.class, () -> details(BROKER.url()))
                .withPropertyValues("stanchion.url=nats://127.0.0.1:1")
                .run(context ->
                        assertThat(template(context).send(channel, "x").channel())
                                .isEqualTo(channel));
    }

    private static StanConnectionDetails details(String url) {
        return new StanConnectionDetails() {
            @Override
            public String getUrl() {
                return url;
            }

            @Override
            public String getClusterId() {
                return BrokerInProcess.CLUSTER;
            }
        };
    }

    @Test
    void shouldLetTheApplicationChangeTheClient() {
        application()
                .withBean(
                        StreamingClientBuilderCustomizer.class,
                        () -> StanchionApplicationIT::withFixedId)
                .run(context ->
                        assertThat(context.getBean(StreamingClient.class).status().clientId())
                                .isEqualTo("customized"));
    }

    private static void withFixedId(StreamingClientBuilder builder) {
        builder.clientId(ClientId.fixed("customized"));
    }
}
