package dev.stanchion.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.wire.NatsMessage;
import dev.stanchion.protocol.CloseRequest;
import dev.stanchion.protocol.CloseResponse;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.Ping;
import dev.stanchion.protocol.PingResponse;
import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.RequestSubjects;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import dev.stanchion.protocol.UnsubscribeRequest;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A streaming client by hand. It sends exactly what its methods name. It answers heartbeats unless
 * a test silences it. The methods belong to the test's thread.
 */
public final class StanPeer {
    private final NatsPeer nats;
    private final String id;
    private final String connId;
    private final RequestSubjects before;
    private final Heartbeats heartbeats;
    private final String pubAckInbox = NatsPeer.newInbox();
    private final Arrivals<PubAck> pubAcks = new Arrivals<>("publish ack");
    private volatile @Nullable ConnectResponse subjects;
    private int lastGuid;

    /** Prepares a client; it is registered by {@link #connects()}. */
    public StanPeer(NatsPeer nats, RequestSubjects before, String id) {
        this(nats, before, id, NatsPeer.newInbox().substring("_INBOX.".length()));
    }

    private StanPeer(NatsPeer nats, RequestSubjects before, String id, String connId) {
        this.nats = nats;
        this.before = before;
        this.id = id;
        this.connId = connId;
        this.heartbeats = new Heartbeats(nats, NatsPeer.newInbox());
        nats.subscribes(pubAckInbox, this::takePubAck);
    }

    /** Returns this client after a reconnect of its NATS connection, of which it knows nothing. */
    public StanPeer over(NatsPeer newConnection) {
        var same = new StanPeer(newConnection, before, id, connId);
        same.subjects = subjects;
        return same;
    }

    public String id() {
        return id;
    }

    public String connId() {
        return connId;
    }

    public NatsPeer nats() {
        return nats;
    }

    public Heartbeats heartbeats() {
        return heartbeats;
    }

    // connecting

    /** Returns the request that this client makes, for a test to change. */
    public ConnectRequest connectRequest() {
        return new ConnectRequest(id, heartbeats.inbox(), 1, connId, 5, 3);
    }

    /** Connects, which must succeed. */
    public StanPeer connects() {
        assertThat(asksToConnect().error()).isEmpty();
        return this;
    }

    public ConnectResponse asksToConnect() {
        return asksToConnect(connectRequest());
    }

    public ConnectResponse asksToConnect(ConnectRequest request) {
        return adopts(nats.requests(before.discovery(), Encoded.as(request::encodeTo)));
    }

    /** Connects without waiting; the answer is added to those of others. */
    public void startsToConnect(Arrivals<ConnectResponse> answers) {
        String reply = NatsPeer.newInbox();
        nats.subscribes(reply, message -> answers.add(adopts(message)));
        nats.publishes(before.discovery(), reply, Encoded.as(connectRequest()::encodeTo));
    }

    /** Reads an answer to a connect request, and is connected if the answer says so. */
    public ConnectResponse adopts(NatsMessage answer) {
        ConnectResponse response = Encoded.read(answer, ConnectResponse::decode);
        if (response.error().isEmpty()) {
            subjects = response;
        }
        return response;
    }

    private ConnectResponse subjects() {
        ConnectResponse granted = subjects;
        if (granted == null) {
            // a client that was never granted anything can still know the usual subjects
            return new ConnectResponse(
                    before.publishPrefix(),
                    before.subscribe(),
                    before.unsubscribe(),
                    before.close(),
                    "",
                    before.subscriptionClose(),
                    before.pings(),
                    0,
                    0,
                    1);
        }
        return granted;
    }

    /** Closes the connection; returns the error, empty on success. */
    public String closes() {
        return closes(id);
    }

    public String closes(String clientId) {
        return asksToClose(Encoded.as(new CloseRequest(clientId)::encodeTo));
    }

    public String asksToClose(ByteBuf payload) {
        NatsMessage answer = nats.requests(subjects().closeRequests(), payload);
        return Encoded.read(answer, CloseResponse::decode).error();
    }

    /** Pings; returns the error, empty on success. */
    public String pings() {
        return pings(connId);
    }

    public String pings(String connIdToName) {
        ByteBuf ping = Encoded.as(new Ping(connIdToName)::encodeTo);
        NatsMessage answer = nats.requests(subjects().pingRequests(), ping);
        return Encoded.read(answer, PingResponse::decode).error();
    }

    public Arrivals<NatsMessage> startsToPing(ByteBuf payload) {
        String reply = NatsPeer.newInbox();
        Arrivals<NatsMessage> answers = nats.subscribes(reply);
        nats.publishes(subjects().pingRequests(), reply, payload);
        return answers;
    }

    // publishing

    /** Returns a message with a new guid, as a protocol 1 client sends it. */
    public Publishing message(String channel, String data) {
        return new Publishing(id, id + "-" + ++lastGuid, channel, "", data, connId);
    }

    /** Publishes messages {@code 1} to {@code count}, all at once, and awaits their acks. */
    public void publishes(String channel, int count) {
        for (int i = 1; i <= count; i++) {
            startsToPublish(message(channel, Integer.toString(i)));
        }
        awaitsPubAcks(count);
    }

    /** Publishes one message, which must succeed. */
    public void publishes(String channel, String data) {
        assertThat(asksToPublish(message(channel, data)).error()).isEmpty();
    }

    public PubAck asksToPublish(Publishing message) {
        startsToPublish(message);
        return pubAcks.awaits();
    }

    public void startsToPublish(Publishing message) {
        startsToPublish(message.channel(), message.encoded());
    }

    /** Publishes on the NATS subject of a channel whatever is given. */
    public void startsToPublish(String channelInSubject, ByteBuf payload) {
        nats.publishes(subjects().pubPrefix() + "." + channelInSubject, pubAckInbox, payload);
    }

    /** Publishes on another channel's NATS subject. */
    public PubAck asksToPublishOn(String channelInSubject, Publishing message) {
        startsToPublish(channelInSubject, message.encoded());
        return pubAcks.awaits();
    }

    public void publishesWithoutReply(Publishing message) {
        nats.publishes(subjects().pubPrefix() + "." + message.channel(), message.encoded());
    }

    private void takePubAck(NatsMessage message) {
        // When a server ends, NATS has for a moment no subscriber that could acknowledge.
        if (!message.saysNoResponders()) {
            pubAcks.add(Encoded.read(message, PubAck::decode));
        }
    }

    /** Waits for the next acks in order of arrival, all of which must be good. */
    public List<PubAck> awaitsPubAcks(int count) {
        List<PubAck> acks = pubAcks.awaits(count);
        assertThat(acks).extracting(PubAck::error).containsOnly("");
        return acks;
    }

    public Arrivals<PubAck> pubAcks() {
        return pubAcks;
    }

    // subscribing

    /** Subscribes, which must succeed. */
    public Subscriber subscribes(Subscribing wish) {
        return subscribes(wish, (subscriber, message) -> {});
    }

    /** Subscribes and acknowledges each message as soon as it comes. */
    public Subscriber subscribesAndAcknowledges(Subscribing wish) {
        return subscribes(wish, Subscriber::acknowledges);
    }

    /** Subscribes; the handler sees each message on the reader thread before the test does. */
    public Subscriber subscribes(Subscribing wish, BiConsumer<Subscriber, Delivered> handler) {
        return subscribes(wish.request(id, NatsPeer.newInbox()), handler);
    }

    private Subscriber subscribes(
            SubscriptionRequest request, BiConsumer<Subscriber, Delivered> handler) {
        var delivery = new Delivery(this, request, handler);
        nats.subscribes(request.inbox(), delivery::takeMessage);
        String reply = NatsPeer.newInbox();
        nats.subscribes(reply, delivery::takeResponse);
        nats.publishes(subjects().subRequests(), reply, Encoded.as(request::encodeTo));
        return delivery.awaitsSubscriber();
    }

    /** Returns when a reader from the first message gets none: all have expired. */
    public void awaitsEmptiness(String channel) {
        Patience.until(channel + " is empty", () -> hasNothing(channel));
    }

    private boolean hasNothing(String channel) {
        Subscriber reader = subscribes(Subscribing.to(channel).fromFirst().maxInFlight(1));
        boolean nothing = reader.polls(Patience.FOR_NOTHING).isEmpty();
        reader.unsubscribes();
        return nothing;
    }

    /** Subscribes and returns the answer. The inbox has no subscriber. */
    public SubscriptionResponse asksToSubscribe(Subscribing wish) {
        return asksToSubscribe(wish.request(id, NatsPeer.newInbox()));
    }

    public SubscriptionResponse asksToSubscribe(SubscriptionRequest request) {
        return asksToSubscribe(Encoded.as(request::encodeTo));
    }

    public SubscriptionResponse asksToSubscribe(ByteBuf payload) {
        NatsMessage answer = nats.requests(subjects().subRequests(), payload);
        return Encoded.read(answer, SubscriptionResponse::decode);
    }

    /** Subscribes many times without waiting. The inboxes have no subscribers. */
    public Arrivals<String> startsToSubscribe(Subscribing wish, int times) {
        String reply = NatsPeer.newInbox();
        var errors = new Arrivals<String>("subscription response");
        nats.subscribes(
                reply, m -> errors.add(Encoded.read(m, SubscriptionResponse::decode).error()));
        for (int i = 0; i < times; i++) {
            ByteBuf payload = Encoded.as(wish.request(id, NatsPeer.newInbox())::encodeTo);
            nats.publishes(subjects().subRequests(), reply, payload);
        }
        return errors;
    }

    /** Subscribes without waiting: the answer and all messages come on one subject, in order. */
    public Arrivals<NatsMessage> startsToSubscribe(Subscribing wish) {
        String both = NatsPeer.newInbox();
        Arrivals<NatsMessage> arrivals = nats.subscribes(both);
        ByteBuf payload = Encoded.as(wish.request(id, both)::encodeTo);
        nats.publishes(subjects().subRequests(), both, payload);
        return arrivals;
    }

    /**
     * Returns when the server has processed every ack that this client has sent: an unsubscribe
     * request waits for them ({@code spec/streaming.md} 9.3).
     */
    public void settles(String channel) {
        assertThat(subscribes(Subscribing.to(channel)).unsubscribes()).isEmpty();
    }

    /** Unsubscribes by inbox; returns the error, empty on success. */
    public String unsubscribes(String channel, String inbox) {
        return unsubscribes(unsubscribeRequest(channel, inbox));
    }

    public String unsubscribes(ByteBuf payload) {
        NatsMessage answer = nats.requests(subjects().unsubRequests(), payload);
        return Encoded.read(answer, SubscriptionResponse::decode).error();
    }

    /** Closes a subscription by inbox; returns the error, empty on success. */
    public String closesSubscription(String channel, String inbox) {
        return closesSubscription(unsubscribeRequest(channel, inbox));
    }

    public String closesSubscription(ByteBuf payload) {
        NatsMessage answer = nats.requests(subjects().subCloseRequests(), payload);
        return Encoded.read(answer, SubscriptionResponse::decode).error();
    }

    void startsToCloseSubscription(String channel, String inbox) {
        nats.publishes(subjects().subCloseRequests(), unsubscribeRequest(channel, inbox));
    }

    private ByteBuf unsubscribeRequest(String channel, String inbox) {
        return Encoded.as(new UnsubscribeRequest(id, channel, inbox, "")::encodeTo);
    }
}
