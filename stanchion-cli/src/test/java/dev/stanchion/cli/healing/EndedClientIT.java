package dev.stanchion.cli.healing;

import static dev.stanchion.cli.testing.StreamingClients.CLUSTER;
import static dev.stanchion.cli.testing.StreamingClients.FROM_FIRST;
import static dev.stanchion.cli.testing.StreamingClients.MANUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.stanchion.cli.testing.Received;
import dev.stanchion.cli.testing.StreamingClients;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ClientStatus;
import dev.stanchion.client.Message;
import dev.stanchion.client.MessageReader;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.StreamingException.Kind;
import dev.stanchion.client.Subscription;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What each method of the API does when its client is closed, and when its thread is interrupted.
 */
@Timeout(120)
class EndedClientIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    @RegisterExtension static final StreamingClients clients = new StreamingClients();

    private final String channel = StreamingClients.newChannel();
    private final Received received = new Received();

    private StreamingClient connect() {
        return StreamingClient.builder(CLUSTER).url(clients.server().url()).build();
    }

    private static void assertFails(Kind kind, ThrowingCallable call) {
        assertThatCode(call)
                .isInstanceOfSatisfying(
                        StreamingException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    /** The interrupt is there before the call, so the first wait ends at once. */
    private static void assertIsInterrupted(ThrowingCallable call) {
        Thread.currentThread().interrupt();
        try {
            assertFails(Kind.INTERRUPTED, call);
        } finally {
            assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
        }
    }

    @Test
    void shouldSayThatItIsClosed() throws Exception {
        // given
        StreamingClient client = connect();
        client.publish(channel, "1");
        Subscription subscription = client.subscribe(channel, MANUAL, received);
        Message message = received.next();
        MessageReader reader = client.reader(channel, StartAt.first());
        Flow.Publisher<Message> flow = client.flow(channel);

        // when
        client.close();

        // then
        assertFails(Kind.CLOSED, () -> client.publish(channel, "2"));
        assertFails(Kind.CLOSED, () -> client.publishAsync(channel, new byte[0]));
        assertFails(Kind.CLOSED, () -> client.subscribe(channel, MANUAL, received));
        assertFails(
                Kind.CLOSED,
                () ->
                        client.subscribeAsync(
                                channel, MANUAL, ignored -> CompletableFuture.completedStage(1)));
        assertFails(Kind.CLOSED, () -> client.reader(channel, StartAt.first()));
        assertFails(Kind.CLOSED, () -> client.awaitConnected(SOON));
        assertFails(Kind.CLOSED, () -> reader.next(SOON));
        assertFails(Kind.CLOSED, reader::untilCaughtUp);
        assertFails(Kind.CLOSED, message::ack);
        assertThat(failureOf(flow))
                .isInstanceOfSatisfying(
                        StreamingException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
        assertThat(client.status().state()).isEqualTo(ClientStatus.State.CLOSED);
        assertThat(subscription.isOpen()).isFalse();
        subscription.unsubscribe();
        subscription.close();
        reader.close();
        client.close();
    }

    private static Throwable failureOf(Flow.Publisher<Message> flow)
            throws InterruptedException, ExecutionException {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        flow.subscribe(
                new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscription.request(1);
                    }

                    @Override
                    public void onNext(Message message) {}

                    @Override
                    public void onError(Throwable reason) {
                        failure.complete(reason);
                    }

                    @Override
                    public void onComplete() {
                        failure.completeExceptionally(new AssertionError("completed"));
                    }
                });
        return failure.get();
    }

    @Test
    void shouldSayThatItsThreadIsInterrupted() throws Exception {
        try (StreamingClient client = connect()) {
            // given
            client.publish(channel, "1");
            Subscription subscription = client.subscribe(channel, FROM_FIRST, received);
            received.next();
            MessageReader reader = client.reader(channel, StartAt.sequence(2));

            // then
            assertIsInterrupted(this::connect);
            assertIsInterrupted(() -> client.publish(channel, "never sent"));
            assertIsInterrupted(() -> client.publishAsync(channel, new byte[0]));
            assertIsInterrupted(() -> client.subscribe(channel, FROM_FIRST, received));
            assertIsInterrupted(() -> client.reader(channel, StartAt.first()));
            assertIsInterrupted(() -> reader.next(SOON));
            assertIsInterrupted(reader::untilCaughtUp);
            assertIsInterrupted(subscription::close);
            assertThat(subscription.isOpen()).isFalse();

            // and nothing is left behind
            assertThat(client.status().subscriptions()).isEqualTo(1);
            client.publish(channel, "2");
            assertThat(reader.next(SOON)).get().extracting(Message::text).isEqualTo("2");
        }
    }

    @Test
    void shouldCloseOnAThreadThatIsInterrupted() {
        // given
        StreamingClient client = connect();

        // when
        Thread.currentThread().interrupt();
        client.close();

        // then
        assertThat(Thread.interrupted()).isTrue();
        assertFails(Kind.CLOSED, () -> client.publish(channel, "1"));
    }

    @Test
    void shouldWaitAsLongAsNobodyCanMeasure() {
        try (StreamingClient client = connect();
                MessageReader reader = client.reader(channel, StartAt.first())) {
            assertThat(client.awaitConnected(FOREVER)).isTrue();
            client.publish(channel, "1");
            assertThat(reader.next(FOREVER)).isPresent();
        }
    }

    @Test
    void shouldSayOfAConnectionWhatItSaysOfAClient() throws Exception {
        // given
        StreamingConnection connection = clients.connect(ClientId.random());
        connection.publish(channel, new byte[0]);
        connection.subscribe(channel, MANUAL, received);
        Message message = received.next();

        // then
        assertIsInterrupted(() -> connection.publish(channel, new byte[0]));
        assertIsInterrupted(() -> connection.publishAsync(channel, new byte[0]));
        assertIsInterrupted(() -> connection.subscribe(channel, MANUAL, received));
        connection.close();
        assertFails(Kind.CLOSED, () -> connection.publish(channel, new byte[0]));
        assertFails(Kind.CLOSED, () -> connection.publishAsync(channel, new byte[0]));
        assertFails(Kind.CLOSED, () -> connection.subscribe(channel, MANUAL, received));
        assertFails(Kind.CLOSED, message::ack);
        assertThat(connection.isOpen()).isFalse();
        connection.close();
    }
}
