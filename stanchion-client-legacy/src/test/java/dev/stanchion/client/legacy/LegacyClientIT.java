package dev.stanchion.client.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.streaming.AckHandler;
import io.nats.streaming.Message;
import io.nats.streaming.MessageHandler;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.StreamingConnectionFactory;
import io.nats.streaming.Subscription;
import io.nats.streaming.SubscriptionOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What programs for {@code java-nats-streaming} rely on, beside what the interop suite proves. */
@Timeout(60)
class LegacyClientIT {
    private static final String CLUSTER = "test-cluster";
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final SubscriptionOptions ALL =
            new SubscriptionOptions.Builder().deliverAllAvailable().build();

    private static StanchionServer server;

    private final String channel = "tickets:" + NAMES.incrementAndGet();
    private final String clientId = "legacy-" + NAMES.get();
    private final List<StreamingConnection> connections = new ArrayList<>();
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    private @Nullable SilentServer silent;

    @BeforeAll
    static void startServer() {
        server = StanchionServer.start(ServerOptions.builder().host("127.0.0.1").port(0).build());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void close() throws Exception {
        for (StreamingConnection connection : connections) {
            connection.close();
        }
        if (silent != null) {
            silent.close();
        }
    }

    private static Options.Builder options() {
        return new Options.Builder().natsUrl(server.clientUrl());
    }

    private StreamingConnection connect(Options.Builder options) throws Exception {
        StreamingConnection connection = NatsStreaming.connect(CLUSTER, clientId, options.build());
        connections.add(connection);
        return connection;
    }

    private StreamingConnection connect() throws Exception {
        return connect(options());
    }

    private Object next() throws InterruptedException {
        Object next = seen.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("nothing came").isNotNull();
        return next;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private void see(Message message) {
        seen.add(new String(message.getData(), UTF_8));
    }

    private AckHandler seeAck() {
        return (guid, e) -> seen.add(e == null ? guid : e);
    }

    @Test
    void shouldRefuseWithTheTextsOfTheServer() throws Exception {
        connect();
        assertThatThrownBy(this::connect)
                .isInstanceOf(IOException.class)
                .hasMessage("stan: clientID already registered");
        assertThatThrownBy(() -> NatsStreaming.connect(CLUSTER, "a b", options().build()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("stan: invalid clientID");
        assertThatThrownBy(() -> NatsStreaming.connect(CLUSTER, "b", nowhere()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nats://127.0.0.1:1");
        assertThatThrownBy(() -> new StreamingConnectionFactory().createConnection())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stan: cluster ID is not set");
    }

    private static Options nowhere() {
        return new Options.Builder().natsUrl("nats://127.0.0.1:1").build();
    }

    @Test
    void shouldSayWhatTheServerWouldSayToWrongValues() throws Exception {
        // given
        StreamingConnection connection = connect();
        SubscriptionOptions.Builder options = new SubscriptionOptions.Builder();

        // then
        assertThatThrownBy(() -> connection.publish("a*", bytes("1")))
                .isInstanceOf(IOException.class)
                .hasMessage("stan: invalid publish request");
        assertThat(connection.publish("a*", bytes("1"), seeAck())).isNotEmpty();
        assertThat(next())
                .isInstanceOf(IOException.class)
                .hasToString("java.io.IOException: stan: invalid publish request");
        assertThatThrownBy(() -> connection.subscribe("a>", this::see))
                .hasMessage("stan: invalid subject");
        assertThatThrownBy(() ->
                        connection.subscribe(
                                channel, this::see, options.ackWait(Duration.ZERO).build()))
                .isInstanceOf(IOException.class)
                .hasMessage("stan: invalid ack wait time, should be >= 1s");
        options.ackWait(1500, TimeUnit.MILLISECONDS);
        assertThatThrownBy(() ->
                        connection.subscribe(channel, this::see, options.maxInFlight(0).build()))
                .hasMessage("stan: invalid MaxInflight, should be >= 1");
        assertThatThrownBy(() ->
                        connection.subscribe(
                                channel,
                                "group",
                                this::see,
                                options.maxInFlight(1).durableName("a:b").build()))
                .hasMessageContaining("can't contain the character ':'");
        connection.subscribe(channel, this::see, options.durableName(null).build()).close();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection.publish(channel, new byte[2_000_000]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Options.Builder().maxPubAcksInFlight(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connect(options().maxPubAcksInFlight(0)));
    }

    @Test
    void shouldAcknowledgeThoughTheHandlerFailsAndTellTheErrorListener() throws Exception {
        // given
        ErrorListener errors =
                new ErrorListener() {
                    @Override
                    public void exceptionOccurred(Connection nats, Exception e) {
                        seen.add(e.getMessage());
                    }
                };
        StreamingConnection connection = connect(options().errorListener(errors));
        SubscriptionOptions one =
                new SubscriptionOptions.Builder().deliverAllAvailable().maxInFlight(1).build();
        connection.subscribe(
                channel,
                message -> {
                    throw new IllegalArgumentException("handled " + message.getSequence());
                },
                one);

        // when: the second message comes only after the ack of the first one
        connection.publish(channel, bytes("1"));
        connection.publish(channel, null);

        // then
        assertThat(next()).isEqualTo("handled 1");
        assertThat(next()).isEqualTo("handled 2");
    }

    @Test
    void shouldRunHandlersOfADispatcherOnOneThread() throws Exception {
        // given
        StreamingConnection connection = connect();
        CountDownLatch release = new CountDownLatch(1);
        connection.subscribe(
                channel,
                message -> {
                    seen.add(Thread.currentThread());
                    await(release);
                },
                ALL);
        connection.subscribe(channel + "x", message -> seen.add(Thread.currentThread()), ALL);
        connection.subscribe(
                channel + "x",
                message -> seen.add(Thread.currentThread().getName()),
                new SubscriptionOptions.Builder().dispatcher("own").deliverAllAvailable().build());

        // when
        connection.publish(channel, bytes("1"));
        Object thread = next();
        connection.publish(channel + "x", bytes("1"));

        // then: only the one with a dispatcher of its own does not wait
        assertThat(next()).isEqualTo("stan-own");
        release.countDown();
        assertThat(next()).isSameAs(thread);
    }

    @Test
    void shouldCloseInAHandlerWithoutWaitingForIt() throws Exception {
        // given: handlers that share their thread, and a time limit that the test does not outlive
        StreamingConnection connection = connect(options().connectWait(Duration.ofMinutes(5)));
        List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
        CountDownLatch subscribed = new CountDownLatch(1);
        MessageHandler closing =
                message -> {
                    await(subscribed);
                    see(message);
                    try {
                        for (Subscription subscription : subscriptions) {
                            subscription.close();
                        }
                        connection.close();
                    } catch (IOException | TimeoutException | InterruptedException e) {
                        seen.add(e);
                    }
                    seen.add("closed");
                };
        connection.publish(channel, bytes("1"));
        connection.publish(channel, bytes("2"));

        // when
        subscriptions.add(connection.subscribe(channel, closing, ALL));
        subscriptions.add(connection.subscribe(channel, closing, ALL));
        subscribed.countDown();

        // then: one of them has closed both, and the other one gets nothing
        assertThat(next()).isEqualTo("1");
        assertThat(next()).isEqualTo("closed");
        connect().close();
        assertThat(seen).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldAcknowledgeByHandOnlyIfToldSo() throws Exception {
        // given
        StreamingConnection connection = connect();
        connection.publish(channel, bytes("1"));

        // when
        connection.subscribe(channel, message -> seen.add(ackFailure(message)), ALL);
        connection.subscribe(
                channel,
                message -> {
                    seen.add(message);
                    if (message.isRedelivered()) {
                        seen.add(ackFailure(message));
                    }
                },
                new SubscriptionOptions.Builder()
                        .deliverAllAvailable()
                        .manualAcks()
                        .ackWait(Duration.ofSeconds(1))
                        .build());

        // then
        assertThat(next()).isEqualTo("stan: cannot manually ack in auto-ack mode");
        assertThat(next())
                .isInstanceOfSatisfying(
                        Message.class,
                        message -> {
                            assertThat(message.isRedelivered()).isFalse();
                            assertThat(message.getCrc32()).isZero();
                            assertThat(message.getReplyTo()).isEmpty();
                            assertThat(message)
                                    .asString()
                                    .matches(
                                            "\\{Timestamp=\\d{19};Sequence=1;Redelivered=false;"
                                                    + "Subject=tickets:\\d+;Reply=;Payload=<1>}");
                            assertThatIllegalStateException()
                                    .isThrownBy(() -> message.setData(null))
                                    .withMessage("stan: message is immutable");
                        });
        assertThat(next())
                .isInstanceOfSatisfying(
                        Message.class, message -> assertThat(message.isRedelivered()).isTrue());
        assertThat(next()).isEqualTo("acknowledged");
    }

    private static String ackFailure(Message message) {
        try {
            message.ack();
            return "acknowledged";
        } catch (IOException | IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void shouldKeepADurableThatIsClosedAndRemoveOneThatIsUnsubscribed() throws Exception {
        // given
        StreamingConnection connection = connect();
        SubscriptionOptions durable =
                new SubscriptionOptions.Builder().deliverAllAvailable().durableName("d").build();
        connection.publish(channel, bytes("1"));
        Subscription first = connection.subscribe(channel, this::see, durable);
        assertThat(next()).isEqualTo("1");
        assertThat(first.getAckInbox()).isNotEmpty();
        assertThat(first.getQueue()).isNull();
        assertThat(first.getOptions()).isSameAs(durable);

        // when
        first.close();
        first.close();
        connection.publish(channel, bytes("2"));
        Subscription second = connection.subscribe(channel, this::see, durable);
        assertThat(next()).isEqualTo("2");
        second.unsubscribe();
        connection.subscribe(channel, this::see, durable);

        // then
        assertThat(next()).isEqualTo("1");
        assertThatIllegalStateException()
                .isThrownBy(second::unsubscribe)
                .withMessage("stan: invalid subscription");
    }

    @Test
    void shouldRefuseEverythingAfterTheEnd() throws Exception {
        // given
        StreamingConnection connection = connect();
        Subscription subscription = connection.subscribe(channel, this::see);

        // when
        connection.close();
        connection.close();

        // then
        assertThat(connection.getNatsConnection()).isNull();
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(
                        () -> connection.publish(channel, null),
                        () -> connection.publish(channel, null, seeAck()),
                        () -> connection.subscribe(channel, this::see),
                        subscription::close)) {
            assertThatIllegalStateException()
                    .isThrownBy(call)
                    .withMessage("stan: connection closed");
        }
    }

    @Test
    void shouldConnectAgainUnderTheSameIdWhenTheConnectionIsLost() throws Exception {
        // given
        StreamingConnection connection =
                connect(
                        options()
                                .connectionLostHandler((lost, e) -> {
                                    try {
                                        assertThat(lost.getNatsConnection()).isNull();
                                        connect().publish(channel, bytes("again"));
                                        seen.add(e.getMessage());
                                    } catch (Exception failure) {
                                        seen.add(failure);
                                    }
                                }));

        // when
        connection.getNatsConnection().close();

        // then
        assertThat(next()).isEqualTo("stan: connection lost due to PING failure");
        assertThatIllegalStateException()
                .isThrownBy(() -> connection.publish(channel, null))
                .withMessage("stan: connection closed");
    }

    @Test
    void shouldLeaveANatsConnectionOfTheProgramOpen() throws Exception {
        // given
        Connection nats = Nats.connect(server.clientUrl());
        try {
            StreamingConnection connection = connect(options().natsConn(nats));
            assertThat(connection.getNatsConnection()).isSameAs(nats);
            connection.subscribe(channel, this::see, ALL);
            connection.publish(channel, bytes("1"));
            assertThat(next()).isEqualTo("1");

            // when
            connection.close();

            // then: the connection works, and the client ID is free
            StreamingConnection another = connect(options().natsConn(nats));
            another.publish(channel, bytes("2"));
            another.close();
            assertThat(nats.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        } finally {
            nats.close();
        }
        assertThatThrownBy(() -> connect(options().natsConn(nats)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("CLOSED (expected: CONNECTED)");
    }

    @Test
    void shouldLetAckHandlersPublishAndWait() throws Exception {
        // given: an ack handler may publish and wait, although the only place was taken
        StreamingConnection connection = connect(options().maxPubAcksInFlight(1));
        connection.publish(
                channel,
                bytes("1"),
                (guid, e) -> {
                    try {
                        connection.publish(channel, bytes("2"));
                        seen.add(guid);
                    } catch (IOException | TimeoutException | InterruptedException failure) {
                        seen.add(failure);
                    }
                });
        assertThat(next()).asString().hasSize(22);

        // when
        AckHandler withData =
                new AckHandler() {
                    @Override
                    public void onAck(String guid, Exception e) {}

                    @Override
                    public void onAck(String guid, String subject, byte[] data, Exception e) {
                        seen.add(subject + " " + new String(data, UTF_8));
                    }
                };
        connection.publish(channel, bytes("3"), withData);
        connection.publish(channel, bytes("4"), null);

        // then
        assertThat(next()).isEqualTo(channel + " 3");
    }

    @Test
    void shouldReportASilentServerByTheTimeLimits() throws Exception {
        silent = SilentServer.at(server.clientUrl(), true);
        // given
        CompletableFuture<Exception> lost = new CompletableFuture<>();
        StreamingConnection connection =
                connect(
                        SilentServer.options(server.clientUrl())
                                .pubAckWait(Duration.ofMillis(100))
                                .maxPubAcksInFlight(1)
                                .pingInterval(Duration.ofHours(1))
                                .connectionLostHandler((gone, e) -> lost.complete(e)));

        // then: pings of the server's choice, each 20 ms, end it when two have no answer
        assertThat(lost.get(30, TimeUnit.SECONDS))
                .hasMessage("stan: connection lost due to PING failure");
        assertThat(connection.getNatsConnection()).isNull();
    }

    @Test
    void shouldGiveUpRequestsWithoutAnAnswer() throws Exception {
        silent = SilentServer.at(server.clientUrl(), false);
        // given
        StreamingConnection connection =
                connect(
                        SilentServer.options(server.clientUrl())
                                .pubAckWait(Duration.ofMillis(100))
                                .maxPubAcksInFlight(1));

        // then
        assertThatThrownBy(() -> connection.publish(channel, bytes("1")))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("stan: publish ack timeout");
        connection.publish(channel, bytes("2"), seeAck());
        connection.publish(channel, bytes("3"), seeAck()); // waits for the place of 2
        assertThat(next()).isInstanceOf(TimeoutException.class);
        assertThat(next()).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() ->
                        connection.subscribe(
                                channel,
                                this::see,
                                new SubscriptionOptions.Builder()
                                        .subscriptionTimeout(Duration.ofMillis(100))
                                        .build()))
                .isInstanceOf(IOException.class)
                .hasMessage("stan: subscribe request timeout");
    }

    @Test
    void shouldInterruptWhoWaits() throws Exception {
        silent = SilentServer.at(server.clientUrl(), false);
        // given
        StreamingConnection connection =
                connect(SilentServer.options(server.clientUrl()).pubAckWait(Duration.ofDays(1)));
        Thread waiting =
                new Thread(() -> {
                    try {
                        connection.publish(channel, bytes("1"));
                    } catch (IOException | TimeoutException | InterruptedException e) {
                        seen.add(e);
                    }
                });
        waiting.start();

        // when
        waiting.interrupt();

        // then
        assertThat(next()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void shouldSerializeOptionsWithoutListeners() throws Exception {
        // given
        Options.Builder builder = options().clusterId("c").clientId("i").errorListener(null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        // when
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(builder);
            out.writeObject(new SubscriptionOptions.Builder().durableName("d"));
        }

        // then
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((Options.Builder) in.readObject()).getClusterID()).isEqualTo("c");
            SubscriptionOptions read = ((SubscriptionOptions.Builder) in.readObject()).build();
            assertThat(read)
                    .isEqualTo(new SubscriptionOptions.Builder().durableName("d").build())
                    .hasSameHashCodeAs(new SubscriptionOptions.Builder().durableName("d").build());
        }
    }
}
