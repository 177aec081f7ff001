package dev.stanchion.cli.healing;

import static dev.stanchion.cli.testing.StreamingClients.CLUSTER;
import static dev.stanchion.cli.testing.StreamingClients.FROM_FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.testing.Events;
import dev.stanchion.cli.testing.Received;
import dev.stanchion.cli.testing.StreamingClients;
import dev.stanchion.client.ClientEvent;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.Message;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.SubscriptionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many handlers of a client run, in which order, and on how many threads. */
@Timeout(120)
class HandlersIT {
    @RegisterExtension static final StreamingClients clients = new StreamingClients();

    private final String channel = StreamingClients.newChannel();
    private final Events events = new Events();
    private final Received received = new Received();
    private StreamingClient client;

    @BeforeEach
    void connect() {
        client =
                StreamingClient.builder(CLUSTER)
                        .url(clients.server().url())
                        .shutdownTimeout(Duration.ofSeconds(30))
                        .listener(events)
                        .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void publish(String... texts) {
        for (String text : texts) {
            client.publish(channel, text);
        }
    }

    @Test
    void shouldHandleSeveralMessagesAtTheSameTime() throws Exception {
        // given
        CyclicBarrier together = new CyclicBarrier(4);
        client.subscribe(
                channel,
                FROM_FIRST.concurrency(4),
                message -> {
                    together.await(60, TimeUnit.SECONDS);
                    received.onMessage(message);
                });

        // when
        publish("1", "2", "3", "4");

        // then
        assertThat(received.texts(4)).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @Test
    void shouldHandleMessagesWithOneKeyInOrderAndOthersMeanwhile() throws Exception {
        // given
        CountDownLatch other = new CountDownLatch(1);
        Map<String, List<String>> byKey = new ConcurrentHashMap<>();
        client.subscribe(
                channel,
                FROM_FIRST.concurrency(2, message -> message.text().substring(0, 1)),
                message -> {
                    String text = message.text();
                    if (text.equals("a1")) {
                        assertThat(other.await(60, TimeUnit.SECONDS)).isTrue();
                    }
                    byKey.computeIfAbsent(text.substring(0, 1), key -> new CopyOnWriteArrayList<>())
                            .add(text);
                    if (text.equals("b1")) {
                        other.countDown();
                    }
                    received.onMessage(message);
                });

        // when
        publish("a1", "a2", "b1", "a3");

        // then
        received.texts(4);
        assertThat(byKey).containsEntry("a", List.of("a1", "a2", "a3"));
    }

    @Test
    void shouldAcknowledgeWhenTheStageCompletes() throws Exception {
        // given
        CompletableFuture<Void> stage = new CompletableFuture<>();
        client.subscribeAsync(
                channel,
                FROM_FIRST.ackWait(Duration.ofSeconds(1)),
                message -> {
                    received.onMessage(message);
                    return message.isRedelivered()
                            ? CompletableFuture.completedFuture(null)
                            : stage;
                });
        publish("1");
        assertThat(received.next().isRedelivered()).isFalse();

        // when
        stage.completeExceptionally(new IllegalStateException("cannot store"));

        // then
        Message again = received.next();
        assertThat(again.isRedelivered()).isTrue();
        assertThat(again.text()).isEqualTo("1");
    }

    @Test
    void shouldReportAHandlerThatTakesAlmostItsAckWait() throws Exception {
        // given
        CountDownLatch leave = new CountDownLatch(1);
        client.subscribe(
                channel,
                FROM_FIRST.ackWait(Duration.ofSeconds(2)),
                message -> assertThat(leave.await(60, TimeUnit.SECONDS)).isTrue());

        // when
        publish("1");

        // then
        ClientEvent.SlowHandler slow = events.next(ClientEvent.SlowHandler.class);
        leave.countDown();
        assertThat(slow.sequence()).isEqualTo(1);
        assertThat(slow.subscription().channel()).isEqualTo(channel);
    }

    @Test
    void shouldFinishAndAcknowledgeWhatRunsBeforeItCloses() throws Exception {
        // given
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        SubscriptionOptions durable = SubscriptionOptions.group("g").durable("d");
        client.subscribe(
                channel,
                durable,
                message -> {
                    entered.countDown();
                    assertThat(leave.await(60, TimeUnit.SECONDS)).isTrue();
                });
        publish("1", "2");
        entered.await();

        // when
        Thread closing = new Thread(client::close);
        closing.start();
        leave.countDown();
        closing.join();

        // then
        StreamingConnection next = clients.connect(ClientId.random());
        StreamingClients.publish(next, channel, "3");
        next.subscribe(channel, durable, received);
        String text;
        do { // "2" may have been handled or not
            text = received.next().text();
            assertThat(text).isNotEqualTo("1");
        } while (!text.equals("3"));
    }

    @Test
    void shouldServeAThousandSubscriptionsWithFewThreads() throws Exception {
        // given
        long before = platformThreads();
        IntStream.range(0, 1000)
                .forEach(n -> client.subscribe(channel + "." + n % 10, FROM_FIRST, received));

        // when
        IntStream.range(0, 10).forEach(n -> client.publish(channel + "." + n, "x"));

        // then
        assertThat(received.texts(1000)).containsOnly("x");
        assertThat(platformThreads() - before).isLessThanOrEqualTo(40);
    }

    private static long platformThreads() {
        return Thread.getAllStackTraces().size();
    }
}
