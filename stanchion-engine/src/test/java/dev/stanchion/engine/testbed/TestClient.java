package dev.stanchion.engine.testbed;

import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.kit.bus.MemoryConnection;
import dev.stanchion.protocol.CloseRequest;
import dev.stanchion.protocol.CloseResponse;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.Ping;
import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.PubMsgEncoder;
import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import dev.stanchion.protocol.UnsubscribeRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A streaming client that speaks raw protocol messages. It answers heartbeats unless mute. */
public final class TestClient {
    /** What a client can know without having been told. */
    private static final ConnectResponse SHARED =
            new ConnectResponse(
                    "_STAN.pub.test-cluster",
                    "_STAN.sub.test-cluster",
                    "_STAN.unsub.test-cluster",
                    "_STAN.close.test-cluster",
                    "",
                    "_STAN.subclose.test-cluster",
                    "_STAN.discover.test-cluster.pings",
                    0,
                    0,
                    1);

    private final EngineBed bed;
    private final String id;
    private final MemoryConnection connection;
    private final String instance;
    private final String ackSubject;
    private final List<PubAck> acks = new ArrayList<>();
    private ConnectResponse subjects = SHARED;
    private @Nullable Registration heartbeats;
    private Registration ackListener;
    private boolean mute;
    private int heartbeatsSeen;
    private int requests;
    private int published;

    TestClient(EngineBed bed, String id, MemoryConnection connection, String instance) {
        this.bed = bed;
        this.id = id;
        this.connection = connection;
        this.instance = instance;
        this.ackSubject = "_STAN.acks." + instance;
        this.ackListener = bed.bus().subscribe(ackSubject, this::onAck);
    }

    public String id() {
        return id;
    }

    public MemoryConnection connection() {
        return connection;
    }

    public String connectionId() {
        return "conn-" + instance;
    }

    public String heartbeatInbox() {
        return "_INBOX.hb." + instance;
    }

    /** Returns the connect request that this client sends. */
    public ConnectRequest connectRequest() {
        return new ConnectRequest(id, heartbeatInbox(), 1, connectionId(), 5, 3);
    }

    /** Listens for heartbeats, as clients do before they connect. */
    public TestClient listens() {
        if (heartbeats == null) {
            heartbeats = bed.bus().subscribe(heartbeatInbox(), this::onHeartbeat);
        }
        return this;
    }

    private void onHeartbeat(BusMessage message) {
        heartbeatsSeen++;
        if (!mute) {
            String reply = text(message, message.replyIndex(), message.replyLength());
            bed.bus().send(connection, reply, "", new byte[0]);
        }
    }

    public int heartbeatsSeen() {
        return heartbeatsSeen;
    }

    /** Stops or begins again to answer heartbeats. */
    public void isMute(boolean nowMute) {
        mute = nowMute;
    }

    /** Its NATS connection is gone: nobody listens on the heartbeat inbox. */
    public void vanishes() {
        if (heartbeats != null) {
            heartbeats.close();
            heartbeats = null;
        }
    }

    public void connects() {
        ConnectResponse response = triesToConnect();
        if (!response.error().isEmpty()) {
            throw new AssertionError(response.error());
        }
    }

    public ConnectResponse triesToConnect() {
        Pending<ConnectResponse> pending = startsToConnect();
        bed.settle();
        return pending.orThrow();
    }

    public Pending<ConnectResponse> startsToConnect() {
        listens();
        return request(
                "_STAN.discover.test-cluster",
                connectRequest()::encodeTo,
                m -> {
                    ConnectResponse response = connectResponse(m);
                    if (response.error().isEmpty()) {
                        subjects = response;
                    }
                    return response;
                });
    }

    /** Returns the subjects that it sends its requests to: those that it was given, if any. */
    public ConnectResponse subjects() {
        return subjects;
    }

    /**
     * Sends its requests to the subjects that are named after the cluster, as if it knew better.
     */
    public void ignoresItsSubjects() {
        subjects = SHARED;
    }

    /** Sends its requests to the subjects of another. */
    public void usesSubjectsOf(TestClient other) {
        usesSubjects(other.subjects);
    }

    public void usesSubjects(ConnectResponse given) {
        subjects = given;
    }

    private static ConnectResponse connectResponse(BusMessage m) {
        return ConnectResponse.decode(m.buffer(), m.payloadIndex(), m.payloadLength())
                .orElseThrow();
    }

    /** Sends any payload as a connect request. */
    public Pending<ConnectResponse> asks(Consumer<ByteBuf> payload, String subject) {
        return request(subject, payload, TestClient::connectResponse);
    }

    public String closes() {
        Pending<CloseResponse> pending = startsToClose();
        bed.settle();
        return pending.orThrow().error();
    }

    public Pending<CloseResponse> startsToClose() {
        return request(
                subjects.closeRequests(),
                new CloseRequest(id)::encodeTo,
                m ->
                        CloseResponse.decode(m.buffer(), m.payloadIndex(), m.payloadLength())
                                .orElseThrow());
    }

    /** An answer that may be still to come. */
    public static final class Pending<T> {
        private final List<T> answers = new ArrayList<>();

        public boolean isAnswered() {
            return !answers.isEmpty();
        }

        public T orThrow() {
            if (answers.size() != 1) {
                throw new AssertionError("answers: " + answers);
            }
            return answers.getFirst();
        }
    }

    /** How an answer is read. */
    public interface Reading<T> {
        T read(BusMessage message);
    }

    public <T> Pending<T> request(String subject, Consumer<ByteBuf> payload, Reading<T> reading) {
        String reply = "_INBOX.reply." + instance + "." + requests++;
        Pending<T> pending = new Pending<>();
        BusHandler take = message -> pending.answers.add(reading.read(message));
        bed.bus().subscribe(reply, take);
        send(subject, reply, payload);
        return pending;
    }

    /** Returns the payload of the answer as text. */
    public Pending<String> request(String subject, byte[] payload) {
        return request(
                subject,
                buffer -> buffer.writeBytes(payload),
                m -> text(m, m.payloadIndex(), m.payloadLength()));
    }

    public void send(String subject, String reply, Consumer<ByteBuf> payload) {
        ByteBuf buffer = Unpooled.buffer();
        payload.accept(buffer);
        bed.bus().send(connection, subject, reply, ByteBufUtil.getBytes(buffer));
    }

    /** Publishes and waits for the acknowledgement; returns its error, empty if stored. */
    public String publishes(String channel, String data) {
        int before = acks.size();
        sendsMessage(channel, data);
        bed.settle();
        if (acks.size() != before + 1) {
            throw new AssertionError("acks: " + acks);
        }
        return acks.getLast().error();
    }

    /** Publishes {@code count} messages, each with its number as data. */
    public void publishes(String channel, int count) {
        for (int i = 0; i < count; i++) {
            sendsMessage(channel, Integer.toString(published));
        }
        bed.settle();
    }

    /** Sends a message; returns its guid. */
    public String sendsMessage(String channel, String data) {
        return sendsMessage(id, channel, data, "", connectionId());
    }

    /** Sends its last message again. */
    public void repeatsItsMessage(String channel, String data) {
        published--;
        sendsMessage(channel, data);
    }

    public String sendsMessage(
            String clientId, String channel, String data, String reply, String connId) {
        String guid = "g" + published++;
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        send(
                subjects.pubPrefix() + "." + channel,
                ackSubject,
                target ->
                        PubMsgEncoder.write(target, clientId, guid, channel, reply, bytes, connId));
        return guid;
    }

    public String ackSubject() {
        return ackSubject;
    }

    private void onAck(BusMessage message) {
        acks.add(
                PubAck.decode(message.buffer(), message.payloadIndex(), message.payloadLength())
                        .orElseThrow());
    }

    /** Does not listen on its ack subject, as while it has no NATS connection. */
    public void stopsHearingAcks() {
        ackListener.close();
    }

    public void hearsAcksAgain() {
        ackListener = bed.bus().subscribe(ackSubject, this::onAck);
    }

    public List<PubAck> acks() {
        return List.copyOf(acks);
    }

    public List<String> ackedGuids() {
        return acks.stream().map(PubAck::guid).toList();
    }

    /** Returns a request with usual values, to be changed by a test. */
    public SubscriptionRequest subscriptionTo(String channel) {
        return new SubscriptionRequest(
                id,
                channel,
                "",
                "_INBOX.sub." + instance + "." + requests++,
                1024,
                30,
                "",
                StartPosition.FIRST.number(),
                0,
                0);
    }

    /** Subscribes from the first message on. */
    public TestSubscription subscribes(String channel) {
        return subscribes(subscriptionTo(channel));
    }

    public TestSubscription subscribes(String channel, UnaryOperator<SubscriptionRequest> change) {
        return subscribes(change.apply(subscriptionTo(channel)));
    }

    private TestSubscription subscribes(SubscriptionRequest request) {
        TestSubscription subscription = triesToSubscribe(request);
        if (!subscription.error().isEmpty()) {
            throw new AssertionError(subscription.error());
        }
        return subscription;
    }

    public TestSubscription triesToSubscribe(SubscriptionRequest request) {
        TestSubscription subscription = startsToSubscribe(request);
        bed.settle();
        return subscription;
    }

    public TestSubscription startsToSubscribe(SubscriptionRequest request) {
        TestSubscription subscription = new TestSubscription(bed, this, request);
        request(
                subjects.subRequests(),
                request::encodeTo,
                m -> {
                    SubscriptionResponse response = response(m);
                    subscription.answered(response);
                    return response;
                });
        return subscription;
    }

    private static SubscriptionResponse response(BusMessage m) {
        return SubscriptionResponse.decode(m.buffer(), m.payloadIndex(), m.payloadLength())
                .orElseThrow();
    }

    /** Ends a subscription by either subject; returns the error. */
    public String ends(String subject, String channel, String inbox) {
        Pending<SubscriptionResponse> pending =
                request(
                        subject,
                        new UnsubscribeRequest(id, channel, inbox, "")::encodeTo,
                        TestClient::response);
        bed.settle();
        return pending.orThrow().error();
    }

    public String unsubscribes(String channel, String inbox) {
        return ends(subjects.unsubRequests(), channel, inbox);
    }

    /** Pings; returns the answer's payload. */
    public Pending<String> pings(String connId) {
        Pending<String> pending =
                request(
                        subjects.pingRequests(),
                        new Ping(connId)::encodeTo,
                        m -> text(m, m.payloadIndex(), m.payloadLength()));
        bed.settle();
        return pending;
    }

    static String text(BusMessage message, int index, int length) {
        return message.buffer().toString(index, length, StandardCharsets.UTF_8);
    }
}
