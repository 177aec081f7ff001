package dev.stanchion.cli.healing;

import static dev.stanchion.cli.testing.StreamingClients.CLUSTER;
import static dev.stanchion.cli.testing.StreamingClients.FROM_FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.cli.testing.Events;
import dev.stanchion.cli.testing.Forgetting;
import dev.stanchion.cli.testing.StreamingClients;
import dev.stanchion.client.ClientEvent;
import dev.stanchion.client.ClientMeters;
import dev.stanchion.client.Message;
import dev.stanchion.client.MessageReader;
import dev.stanchion.client.Recovery;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that a program asks for: flows and readers. */
@Timeout(120)
class PullIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration BEFORE_THE_ACK_WAIT = Duration.ofSeconds(15);

    @RegisterExtension static final StreamingClients clients = new StreamingClients();

    private final String channel = StreamingClients.newChannel();
    private final Semaphore expired = new Semaphore(0);
    private StreamingClient client;

    @BeforeEach
    void connect() {
        client =
                StreamingClient.builder(CLUSTER)
                        .url(clients.server().url())
                        .meters(
                                new ClientMeters() {
                                    @Override
                                    public void expiredBeforeUse(String each) {
                                        expired.release();
                                    }
                                })
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
    void shouldReadWhatTheChannelHasAndThenWhatComes() {
        // given
        publish("1", "2", "3", "4");

        // when
        try (MessageReader reader = client.reader(channel, StartAt.sequence(2))) {

            // then
            assertThat(reader.untilCaughtUp())
                    .extracting(Message::text)
                    .containsExactly("2", "3", "4");
            assertThat(reader.untilCaughtUp()).isEmpty();
            assertThat(reader.next(Duration.ofMillis(1))).isEmpty();
            publish("5");
            assertThat(reader.next(SOON)).get().extracting(Message::text).isEqualTo("5");
        }
    }

    /**
     * More messages than wait in the client, so those must be acknowledged for the others to come.
     *
     * @param readMeanwhile how many are handed out while nobody takes their acks
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldHandOutEachMessageOnceThoughTheServerForgotTheClient(int readMeanwhile)
            throws Exception {
        // given
        int count = 100;
        int waiting = 64;
        for (int i = 0; i < count; i++) {
            publish(Integer.toString(i));
        }
        Events events = new Events();
        Semaphore arrived = new Semaphore(0);
        try (Forgetting forgetting = Forgetting.at(clients.server().url());
                StreamingClient forgotten = forgotten(events, arrived);
                MessageReader reader = forgotten.reader(channel, StartAt.first())) {
            arrived.acquire(waiting);

            // when
            forgetting.forget(forgotten.status().clientId());
            events.next(ClientEvent.Lost.class);
            List<String> read = new ArrayList<>();
            while (read.size() < readMeanwhile) {
                read.add(reader.next(SOON).orElseThrow().text());
            }
            events.next(ClientEvent.Recovered.class);
            // they come again, before the reader has asked for them
            arrived.acquire(waiting - readMeanwhile);
            while (read.size() < count) {
                read.add(reader.next(BEFORE_THE_ACK_WAIT).orElseThrow().text());
            }

            // then
            assertThat(read)
                    .containsExactlyElementsOf(
                            IntStream.range(0, count).mapToObj(Integer::toString).toList());
        }
    }

    private static StreamingClient forgotten(Events events, Semaphore arrived) {
        return StreamingClient.builder(CLUSTER)
                .url(clients.server().url())
                .pings(Duration.ofMillis(50), 1000)
                .recovery(Recovery.forever().backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .listener(events)
                .meters(
                        new ClientMeters() {
                            @Override
                            public void received(Subscription subscription, boolean redelivered) {
                                arrived.release();
                            }
                        })
                .build();
    }

    @Test
    void shouldReadNothingOfAnEmptyChannelAndRefuseAfterItsEnd() {
        // given
        MessageReader reader = client.reader(channel, StartAt.first());

        // when
        assertThat(reader.untilCaughtUp()).isEmpty();
        reader.close();

        // then
        assertThatThrownBy(() -> reader.next(SOON))
                .isInstanceOf(StreamingException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void shouldDeliverAsManyMessagesAsWereAskedFor() throws Exception {
        // given
        publish("1", "2", "3");
        Taker taker = new Taker();
        client.flow(channel, FROM_FIRST).subscribe(taker);
        Flow.Subscription subscription = taker.subscription.get(30, TimeUnit.SECONDS);

        // when
        subscription.request(2);

        // then
        assertThat(taker.next().text()).isEqualTo("1");
        assertThat(taker.next().text()).isEqualTo("2");
        assertThat(taker.messages).isEmpty();
        subscription.request(Long.MAX_VALUE);
        assertThat(taker.next().text()).isEqualTo("3");
        client.close();
        taker.completed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void shouldDropWhatWaitedForDemandUntilTheServerSendsItAgain() throws Exception {
        // given
        Taker taker = new Taker();
        client.flow(channel, FROM_FIRST.ackWait(Duration.ofSeconds(1))).subscribe(taker);
        publish("1");

        // when
        assertThat(expired.tryAcquire(30, TimeUnit.SECONDS)).isTrue(); // as it came again
        taker.subscription.get(30, TimeUnit.SECONDS).request(1);

        // then
        assertThat(taker.next().isRedelivered()).isTrue();
    }

    @Test
    void shouldRefuseARequestForNothingAsTheRuleSays() throws Exception {
        // given
        Taker taker = new Taker();
        client.flow(channel).subscribe(taker);

        // when
        taker.subscription.get(30, TimeUnit.SECONDS).request(0);

        // then
        assertThat(taker.failed.get(30, TimeUnit.SECONDS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Taker implements Flow.Subscriber<Message> {
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> completed = new CompletableFuture<>();
        private final CompletableFuture<Throwable> failed = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription started) {
            subscription.complete(started);
        }

        @Override
        public void onNext(Message message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable reason) {
            failed.complete(reason);
        }

        @Override
        public void onComplete() {
            completed.complete(null);
        }

        Message next() throws InterruptedException {
            Message message = messages.poll(30, TimeUnit.SECONDS);
            assertThat(message).isNotNull();
            return message;
        }
    }
}
