package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.cli.testing.BreakableLine;
import dev.stanchion.cli.testing.Received;
import dev.stanchion.cli.testing.TestServer;
import dev.stanchion.client.AckMode;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.ConnectionListener;
import dev.stanchion.client.Message;
import dev.stanchion.client.MessageHandler;
import dev.stanchion.client.PublishAck;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.StreamingException.Kind;
import dev.stanchion.client.Subscription;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.protocol.CloseRequest;
import dev.stanchion.protocol.ConnectResponse;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the streaming client promises, against a real server. */
@Timeout(60)
class StreamingConnectionIT {
    private static final String CLUSTER = "test-cluster";
    private static final SubscriptionOptions FROM_FIRST =
            SubscriptionOptions.defaults().withStart(StartAt.first());
    private static final SubscriptionOptions MANUAL = FROM_FIRST.withAckMode(AckMode.MANUAL);

    private static TestServer server;

    private final List<StreamingConnection> connections = new ArrayList<>();
    private final String channel = "tickets:" + ClientId.random().candidates().getFirst();

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void closeAll() {
        connections.forEach(StreamingConnection::close);
    }

    private StreamingConnection connect(ClientId id) {
        return connect(ConnectOptions.builder(CLUSTER, id));
    }

    private StreamingConnection connect(ConnectOptions.Builder options) {
        StreamingConnection connection =
                StreamingConnection.connect(options.url(server.url()).build());
        connections.add(connection);
        return connection;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void publish(StreamingConnection connection, String... texts) {
        for (String text : texts) {
            connection.publish(channel, bytes(text));
        }
    }

    @Test
    void shouldDeliverWhatWasPublishedInOrder() throws InterruptedException {
        // given
        StreamingConnection connection = connect(ClientId.random());
        Received received = new Received();

        // when
        PublishAck ack = connection.publish(channel, bytes("one"));
        publish(connection, "two");
        connection.subscribe(channel, FROM_FIRST, received);

        // then
        assertThat(ack.channel()).isEqualTo(channel);
        assertThat(ack.guid()).hasSize(22);
        Message one = received.next();
        Message two = received.next();
        assertThat(one.text()).isEqualTo("one");
        assertThat(one.channel()).isEqualTo(channel);
        assertThat(one.sequence()).isEqualTo(1);
        assertThat(one.reply()).isEmpty();
        assertThat(one.isRedelivered()).isFalse();
        assertThat(one.redeliveryCount()).isZero();
        assertThat(one.timestamp()).isBetween(Instant.EPOCH.plusSeconds(1), two.timestamp());
        assertThat(two.sequence()).isEqualTo(2);
    }

    @Test
    void shouldStoreAsyncPublishesInTheOrderOfTheCalls() throws InterruptedException {
        // given
        StreamingConnection connection =
                connect(
                        ConnectOptions.builder(CLUSTER, ClientId.random())
                                .maxOutstandingPublishes(16));
        Received received = new Received();
        connection.subscribe(channel, FROM_FIRST, received);
        List<String> texts = IntStream.range(0, 500).mapToObj(String::valueOf).toList();

        // when
        List<CompletableFuture<PublishAck>> acks =
                texts.stream().map(t -> connection.publishAsync(channel, bytes(t))).toList();

        // then
        assertThat(acks.stream().map(ack -> ack.join().guid()).distinct()).hasSize(500);
        assertThat(received.texts(500)).isEqualTo(texts);
    }

    @Test
    void shouldStoreWhatWasPublishedBeforeClose() throws InterruptedException {
        // given
        StreamingConnection publisher = connect(ClientId.random());
        Received received = new Received();
        connect(ClientId.random()).subscribe(channel, FROM_FIRST, received);

        // when
        List<CompletableFuture<PublishAck>> acks =
                IntStream.range(0, 200)
                        .mapToObj(i -> publisher.publishAsync(channel, bytes("x")))
                        .toList();
        publisher.close();

        // then
        assertThat(acks).allSatisfy(ack -> assertThat(ack).isCompleted());
        assertThat(received.texts(200)).hasSize(200);
    }

    @Test
    void shouldTellTheServersWordsWhenTheClientIdIsTaken() {
        // given
        ClientId id = ClientId.random("listener");
        StreamingConnection first = connect(id);

        // then
        assertThatExceptionOfType(StreamingException.class)
                .isThrownBy(() -> connect(id))
                .satisfies(e -> {
                    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
                    assertThat(e.serverError()).contains("stan: clientID already registered");
                });
        publish(first, "still here");
    }

    @Test
    void shouldTakeTheFirstFreeSlot() {
        // given
        ClientId slots = ClientId.slot("s" + channel.substring(8), 2);
        StreamingConnection zero = connect(slots);
        StreamingConnection one = connect(slots);

        // then
        assertThat(zero.clientId()).endsWith("-0");
        assertThat(one.clientId()).endsWith("-1");
        assertThatThrownBy(() -> connect(slots))
                .hasMessageStartingWith("connect as one of ")
                .hasMessageContaining("already registered");

        // when
        zero.close();

        // then
        assertThat(connect(slots).clientId()).isEqualTo(zero.clientId());
    }

    @Test
    void shouldNotConnectToAnotherClusterId() {
        assertThatExceptionOfType(StreamingException.class)
                .isThrownBy(
                        () -> connect(ConnectOptions.builder("tset-cluster", ClientId.random())))
                .satisfies(e -> assertThat(e.kind()).isIn(Kind.REFUSED, Kind.NO_ANSWER))
                .withMessageContaining("tset-cluster");
    }

    @Test
    void shouldNameTheUrlWhenNoServerIsThere() {
        // given
        ConnectOptions nowhere =
                ConnectOptions.builder(CLUSTER, ClientId.random())
                        .url("nats://user:secret@127.0.0.1:1")
                        .build();

        // then
        assertThatExceptionOfType(StreamingException.class)
                .isThrownBy(() -> StreamingConnection.connect(nowhere))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
                .withMessageStartingWith("no NATS server reachable at nats://127.0.0.1:1. ");
    }

    @Test
    void shouldShareMessagesWithinAQueueGroup() throws InterruptedException {
        // given
        StreamingConnection connection = connect(ClientId.random());
        Received received = new Received();
        SubscriptionOptions group = SubscriptionOptions.defaults().withQueueGroup("orders");
        connection.subscribe(channel, group, received);
        connect(ClientId.random()).subscribe(channel, group, received);

        // when
        publish(connection, "1", "2", "3", "4", "5", "6");

        // then
        assertThat(received.texts(6)).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
        closeAll();
        assertThat(received.unread()).isZero();
    }

    @Test
    void shouldGoOnWhereADurableWasWhenItWasClosed() throws InterruptedException {
        // given
        StreamingConnection connection = connect(ClientId.random());
        SubscriptionOptions durable = FROM_FIRST.withDurableName("position");
        Received before = new Received();
        Subscription first = connection.subscribe(channel, durable, before);
        publish(connection, "1");
        before.next();

        // when
        first.close();
        publish(connection, "2");
        Received after = new Received();
        Subscription second = connection.subscribe(channel, durable, after);

        // then
        assertThat(after.next().text()).isEqualTo("2");

        // when
        second.unsubscribe();
        Received anew = new Received();
        connection.subscribe(channel, durable, anew);

        // then
        assertThat(anew.texts(2)).containsExactly("1", "2");
        assertThat(first.isOpen()).isFalse();
    }

    @Test
    void shouldRefuseTheSameDurableTwice() {
        // given
        StreamingConnection connection = connect(ClientId.random());
        SubscriptionOptions durable = FROM_FIRST.withDurableName("position");
        connection.subscribe(channel, durable, new Received());

        // then
        assertThatExceptionOfType(StreamingException.class)
                .isThrownBy(() -> connection.subscribe(channel, durable, new Received()))
                .satisfies(e ->
                        assertThat(e.serverError())
                                .contains("stan: duplicate durable registration"));
    }

    @Test
    void shouldStartWhereItIsAskedTo() throws InterruptedException {
        // given
        StreamingConnection connection = connect(ClientId.random());
        publish(connection, "1", "2", "3");

        // then
        assertThat(firstFrom(connection, StartAt.first())).isEqualTo("1");
        assertThat(firstFrom(connection, StartAt.sequence(2))).isEqualTo("2");
        assertThat(firstFrom(connection, StartAt.lastReceived())).isEqualTo("3");
        assertThat(firstFrom(connection, StartAt.ago(Duration.ofHours(1)))).isEqualTo("1");
        assertThat(firstFrom(connection, StartAt.time(Instant.EPOCH))).isEqualTo("1");
    }

    private String firstFrom(StreamingConnection connection, StartAt start)
            throws InterruptedException {
        Received received = new Received();
        connection.subscribe(channel, SubscriptionOptions.defaults().withStart(start), received);
        return received.next().text();
    }

    @Test
    void shouldBeSentAgainWhatIsNotAcknowledged() throws InterruptedException {
        // given
        StreamingConnection connection = connect(ClientId.random());
        Received received = new Received();
        connection.subscribe(channel, MANUAL.withAckWait(Duration.ofSeconds(1)), received);

        // when
        publish(connection, "again");

        // then
        assertThat(received.next().isRedelivered()).isFalse();
        Message again = received.next();
        assertThat(again.isRedelivered()).isTrue();
        assertThat(again.redeliveryCount()).isEqualTo(1);
        again.ack();
        again.ack();
    }

    @Test
    void shouldBeSentAgainWhatTheHandlerFailedOn() throws InterruptedException {
        // given
        StreamingConnection connection = connect(ClientId.random());
        Received received = new Received();
        connection.subscribe(
                channel,
                FROM_FIRST.withAckWait(Duration.ofSeconds(1)),
                message -> {
                    received.onMessage(message);
                    if (!message.isRedelivered()) {
                        throw new IllegalStateException("order not found");
                    }
                });

        // when
        publish(connection, "again");

        // then
        assertThat(received.next().isRedelivered()).isFalse();
        assertThat(received.next().isRedelivered()).isTrue();
    }

    @Test
    void shouldHaveNoMoreInFlightThanAllowed() throws InterruptedException {
        // given
        StreamingConnection connection = connect(ClientId.random());
        publish(connection, "1", "2", "3");
        Received received = new Received();
        Subscription subscription =
                connection.subscribe(channel, MANUAL.withMaxInFlight(2), received);

        // when
        Message one = received.next();
        received.next();
        one.ack();
        received.next();

        // then
        subscription.close();
        assertThat(received.unread()).isZero();
    }

    @Test
    void shouldLetAHandlerUseTheConnection() throws InterruptedException {
        // given
        StreamingConnection connection = connect(ClientId.random());
        Received answers = new Received();
        String answerChannel = channel + ".answers";
        connection.subscribe(
                channel,
                FROM_FIRST,
                message -> {
                    connection.publish(answerChannel, message.data());
                    connection.subscribe(answerChannel, FROM_FIRST, answers);
                });

        // when
        publish(connection, "ping");

        // then
        assertThat(answers.next().text()).isEqualTo("ping");
    }

    @Test
    void shouldLetAHandlerEndItsSubscription() throws InterruptedException {
        // given
        StreamingConnection connection = connect(ClientId.random());
        Received received = new Received();
        CompletableFuture<Subscription> own = new CompletableFuture<>();
        publish(connection, "1", "2", "3");

        // when
        own.complete(
                connection.subscribe(
                        channel,
                        FROM_FIRST,
                        message -> {
                            own.join().close();
                            received.onMessage(message);
                        }));

        // then
        assertThat(received.next().text()).isEqualTo("1");
        connection.close();
        assertThat(received.unread()).isZero();
        assertThat(own.join().isOpen()).isFalse();
    }

    @Test
    void shouldLetAHandlerCloseTheConnectionWithoutBeingInterrupted() throws InterruptedException {
        // given
        StreamingConnection connection =
                connect(
                        ConnectOptions.builder(CLUSTER, ClientId.random())
                                // so that a handler that waits for itself never gets out of it
                                .requestTimeout(Duration.ofHours(1)));
        BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();
        connection.subscribe(
                channel,
                MANUAL,
                message -> {
                    connection.close();
                    interrupted.add(Thread.currentThread().isInterrupted());
                });

        // when
        publish(connection, "last");

        // then
        assertThat(interrupted.poll(15, TimeUnit.SECONDS)).isFalse();
        assertThat(connection.isOpen()).isFalse();
        connect(ClientId.fixed(connection.clientId()));
    }

    @Test
    void shouldCountWhatTheRunningHandlerDoesWhenTheSubscriptionIsClosed()
            throws InterruptedException {
        // given
        StreamingConnection connection = connect(ClientId.random());
        SlowHandler handler = new SlowHandler();
        Subscription subscription =
                connection.subscribe(channel, FROM_FIRST.withDurableName("d"), handler);
        publish(connection, "1", "2");
        handler.entered.await();

        // when
        Thread closer = Thread.startVirtualThread(subscription::close);
        handler.leaveOnce(() -> !subscription.isOpen());
        closer.join();

        // then
        assertThat(handler.handled).containsExactly("1");
        Received resumed = new Received();
        connection.subscribe(channel, FROM_FIRST.withDurableName("d"), resumed);
        assertThat(resumed.next().text()).isEqualTo("2");
    }

    @Test
    void shouldCountWhatTheRunningHandlerDoesWhenTheConnectionIsClosed()
            throws InterruptedException {
        // given
        StreamingConnection connection = connect(ClientId.random());
        SlowHandler handler = new SlowHandler();
        connection.subscribe(channel, FROM_FIRST.withDurableName("d"), handler);
        publish(connection, "1");
        handler.entered.await();

        // when
        Thread closer = Thread.startVirtualThread(connection::close);
        handler.leaveOnce(() -> !connection.isOpen());
        closer.join();

        // then
        Received resumed = new Received();
        StreamingConnection again = connect(ClientId.fixed(connection.clientId()));
        again.subscribe(channel, FROM_FIRST.withDurableName("d"), resumed);
        publish(again, "2");
        assertThat(resumed.next().text()).isEqualTo("2");
    }

    /** Stays inside until it is told to leave. */
    private static final class SlowHandler implements MessageHandler {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch leave = new CountDownLatch(1);
        private final List<String> handled = new CopyOnWriteArrayList<>();

        @Override
        public void onMessage(Message message) throws InterruptedException {
            handled.add(message.text());
            entered.countDown();
            leave.await();
        }

        void leaveOnce(BooleanSupplier condition) {
            while (!condition.getAsBoolean()) {
                Thread.onSpinWait();
            }
            leave.countDown();
        }
    }

    @Test
    void shouldRefuseToWaitForAnAckWhereAcksArrive() {
        // given
        StreamingConnection connection = connect(ClientId.random());

        // when
        // Many, because an ack that arrives first makes its continuation run right here.
        List<CompletableFuture<PublishAck>> continuations =
                IntStream.range(0, 100)
                        .mapToObj(i ->
                                connection
                                        .publishAsync(channel, bytes("1"))
                                        .thenApply(ack -> connection.publish(channel, bytes("2"))))
                        .toList();

        // then
        assertThat(continuations)
                .anySatisfy(each ->
                        assertThatThrownBy(each::join)
                                .hasRootCauseInstanceOf(IllegalStateException.class));
    }

    @Test
    void shouldDoNothingOnceClosed() throws InterruptedException {
        // given
        StreamingConnection connection = connect(ClientId.random());
        Received received = new Received();
        Subscription subscription = connection.subscribe(channel, MANUAL, received);
        publish(connection, "1");
        Message message = received.next();

        // when
        connection.close();
        connection.close();
        subscription.close();

        // then
        assertThatClosed(() -> connection.publish(channel, bytes("2")));
        assertThatClosed(() -> connection.subscribe(channel, MANUAL, received));
        assertThatClosed(message::ack);
    }

    private static void assertThatClosed(ThrowingCallable call) {
        assertThatExceptionOfType(StreamingException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
    }

    @Test
    void shouldRefuseAChannelNameBeforeAnythingIsSent() {
        // given
        StreamingConnection connection = connect(ClientId.random());

        // then
        for (String name : List.of("", "a.", ".a", "a..b", "a*", "a>", "a/b", "a b")) {
            assertThatExceptionOfType(StreamingException.class)
                    .isThrownBy(() -> connection.publishAsync(name, bytes("x")))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
        }
    }

    @Test
    void shouldRefuseAMessageThatIsTooLarge() {
        // given
        StreamingConnection connection = connect(ClientId.random());

        // then
        assertThatExceptionOfType(StreamingException.class)
                .isThrownBy(() -> connection.publish(channel, new byte[2 << 20]))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .withMessageContaining("max_payload");
    }

    @Test
    void shouldReportInTheServersWordsThatItNoLongerKnowsTheClient() throws Exception {
        // given
        LossRecorder losses = new LossRecorder();
        Connection nats = Nats.connect(server.url());
        try {
            io.nats.client.Subscription answers = nats.subscribe("_INBOX.>");
            nats.flush(Duration.ofSeconds(10));
            StreamingConnection connection =
                    connect(
                            ConnectOptions.builder(CLUSTER, ClientId.random())
                                    .pings(Duration.ofMillis(50), 1000)
                                    .listener(losses));

            // when
            ByteBuf close = Unpooled.buffer();
            new CloseRequest(connection.clientId()).encodeTo(close);
            nats.request(
                    closeSubject(answers), ByteBufUtil.getBytes(close), Duration.ofSeconds(10));

            // then
            StreamingException reason = losses.next();
            assertThat(reason.kind()).isEqualTo(Kind.LOST);
            assertThat(reason.serverError())
                    .contains("client has been replaced or is no longer registered");
            assertThat(connection.isOpen()).isFalse();
        } finally {
            nats.close();
        }
    }

    /** Finds out where a client sends its close request, which nobody else is told. */
    private static String closeSubject(io.nats.client.Subscription answers)
            throws InterruptedException {
        while (true) {
            byte[] data = answers.nextMessage(Duration.ofSeconds(10)).getData();
            Optional<ConnectResponse> answer =
                    ConnectResponse.decode(Unpooled.wrappedBuffer(data), 0, data.length);
            if (answer.isPresent() && !answer.get().closeRequests().isEmpty()) {
                return answer.get().closeRequests();
            }
        }
    }

    @Test
    void shouldReportTheLossWhenTheServerFallsSilent() throws Exception {
        // given
        LossRecorder losses = new LossRecorder();
        StreamingConnection connection;
        try (TestServer shortLived = TestServer.start()) {
            connection =
                    StreamingConnection.connect(
                            ConnectOptions.builder(CLUSTER, ClientId.random())
                                    .url(shortLived.url())
                                    .pings(Duration.ofMillis(200), 3)
                                    .listener(losses)
                                    .build());
        }

        // when
        StreamingException reason = losses.next();

        // then
        assertThat(reason).hasMessageContaining("stan: connection lost due to PING failure");
        assertThat(reason.serverError()).isEmpty();
        assertThat(losses.disconnections).hasValue(1);
        assertThatThrownBy(() -> connection.publish(channel, bytes("x")))
                .isInstanceOf(StreamingException.class)
                .hasMessageStartingWith("connection lost");
    }

    @Test
    void shouldGoOnByItselfWhenTheTcpConnectionBreaks() throws Exception {
        // given
        LossRecorder losses = new LossRecorder();
        try (BreakableLine line = BreakableLine.to(server.port());
                StreamingConnection connection =
                        StreamingConnection.connect(
                                ConnectOptions.builder(CLUSTER, ClientId.random())
                                        .url(line.url())
                                        .listener(losses)
                                        .build())) {
            Received received = new Received();
            connection.subscribe(channel, FROM_FIRST, received);
            publish(connection, "before");
            received.next();

            // when
            line.cut();
            assertThat(losses.reconnected.tryAcquire(15, TimeUnit.SECONDS)).isTrue();
            publish(connection, "after");

            // then
            assertThat(received.next().text()).isEqualTo("after");
            assertThat(losses.reasons).isEmpty();
        }
    }

    private static final class LossRecorder implements ConnectionListener {
        private final BlockingQueue<StreamingException> reasons = new LinkedBlockingQueue<>();
        private final AtomicInteger disconnections = new AtomicInteger();
        private final Semaphore reconnected = new Semaphore(0);

        @Override
        public void onDisconnected() {
            disconnections.incrementAndGet();
        }

        @Override
        public void onReconnected() {
            reconnected.release();
        }

        @Override
        public void onLost(StreamingException reason) {
            reasons.add(reason);
        }

        StreamingException next() throws InterruptedException {
            StreamingException reason = reasons.poll(15, TimeUnit.SECONDS);
            assertThat(reason).as("loss within 15 s").isNotNull();
            return reason;
        }
    }
}
