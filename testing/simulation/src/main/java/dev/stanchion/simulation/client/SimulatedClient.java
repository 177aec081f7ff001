package dev.stanchion.simulation.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.protocol.Ack;
import dev.stanchion.protocol.CloseRequest;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.Ping;
import dev.stanchion.protocol.PingResponse;
import dev.stanchion.protocol.PubMsgEncoder;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import dev.stanchion.protocol.UnsubscribeRequest;
import dev.stanchion.simulation.bus.Delivery;
import dev.stanchion.simulation.bus.SimulatedConnection;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One client program with one streaming connection, from its first request to its end. A program
 * that starts again under the same client ID is another instance of this class.
 */
public final class SimulatedClient {
    private static final byte[] NOTHING = {};
    private static final byte[] NONSENSE = "dummy".getBytes(UTF_8);
    private static final long THINKING_NANOS = 2_000_000;

    /** The state of the program. */
    public enum Phase {
        CONNECTING,
        CONNECTED,
        /** The server said no. */
        REFUSED,
        /** Has asked the server to forget it, and waits for the answer. */
        CLOSING,
        /** Closed, crashed, or told by the server that it is not known. */
        OVER
    }

    private final String clientId;
    private final String connId;
    private final String discovery;
    private final SimulatedConnection connection;
    private final VirtualTime time;
    private final Chance chance;
    private final ClientTap tap;
    private final String heartbeatInbox;
    private final String pubAckInbox;
    private final List<SimulatedSubscription> subscriptions = new ArrayList<>();
    private Phase phase = Phase.CONNECTING;
    private ConnectResponse subjects = ConnectResponse.refused("");
    private boolean answersHeartbeats = true;
    private long neglectedHeartbeatNanos = Long.MIN_VALUE;
    private int requests;

    /**
     * @param protocol 0 for a client without connection ID and pings, else 1
     * @param discovery the subject to connect on
     */
    public SimulatedClient(
            String clientId,
            int protocol,
            String discovery,
            SimulatedConnection connection,
            VirtualTime time,
            Chance chance,
            ClientTap tap) {
        this.clientId = clientId;
        this.discovery = discovery;
        this.connection = connection;
        this.time = time;
        this.chance = chance;
        this.tap = tap;
        connId = protocol == 0 ? "" : chance.token(22);
        heartbeatInbox = "_INBOX.hb." + chance.token(12);
        pubAckInbox = "_STAN.acks." + chance.token(12);
    }

    public String clientId() {
        return clientId;
    }

    public Phase phase() {
        return phase;
    }

    public boolean isConnected() {
        return phase == Phase.CONNECTED;
    }

    public SimulatedConnection connection() {
        return connection;
    }

    public String heartbeatInbox() {
        return heartbeatInbox;
    }

    /** Returns whether a heartbeat since the given time would certainly have been answered. */
    public boolean wasResponsiveSince(long nanos) {
        return phase != Phase.OVER
                && answersHeartbeats
                && neglectedHeartbeatNanos < nanos
                && connection.wasLiveSince(nanos);
    }

    /** Returns the subscriptions that the server has granted and the client has not ended. */
    public List<SimulatedSubscription> activeSubscriptions() {
        return subscriptions.stream().filter(SimulatedSubscription::isActive).toList();
    }

    /** Returns whether it has, or may have, a subscription with this inbox. */
    public boolean listensOn(String inbox) {
        return phase != Phase.OVER
                && subscriptions.stream()
                        .anyMatch(one -> one.request().inbox().equals(inbox) && !one.isOver());
    }

    // requests

    public void connect() {
        connection.subscribe(heartbeatInbox, this::onHeartbeat);
        connection.subscribe(pubAckInbox, ignored -> {});
        ConnectRequest message =
                new ConnectRequest(
                        clientId, heartbeatInbox, connId.isEmpty() ? 0 : 1, connId, 5, 3);
        var request = new ClientRequest.Connect(this, nextReply(), message);
        send(request, discovery, Wire.encode(message::encodeTo), this::onConnectResponse);
    }

    /**
     * Publishes a message whose data begins with its guid.
     *
     * @param valid whether the channel's name is one that the server should accept
     */
    public void publish(String channel, boolean valid) {
        String guid = chance.token(22);
        byte[] data = (guid + "|" + chance.token(chance.below(60))).getBytes(UTF_8);
        String reply = chance.oneIn(2) ? "key." + chance.below(3) : "";
        tap.onPublication(new Publication(this, guid, channel, pubAckInbox, reply, data, valid));
        byte[] payload =
                Wire.encode(target ->
                        PubMsgEncoder.write(target, clientId, guid, channel, reply, data, connId));
        connection.publish(subjects.pubPrefix() + "." + channel, pubAckInbox, payload);
    }

    /**
     * Requests a subscription.
     *
     * @param message the request; no other subscription uses its inbox
     * @param replyToInbox whether the answer also goes to the inbox, before any message
     */
    public void subscribe(SubscriptionRequest message, AckHabit habit, boolean replyToInbox) {
        var subscription = new SimulatedSubscription(message, habit);
        subscriptions.add(subscription);
        String replyTo = replyToInbox ? message.inbox() : nextReply();
        var request = new ClientRequest.Subscribe(this, replyTo, message);
        Consumer<Delivery> onMessage = delivery -> onMessage(subscription, delivery);
        connection.subscribe(message.inbox(), onMessage);
        send(
                request,
                subjects.subRequests(),
                Wire.encode(message::encodeTo),
                delivery -> {
                    if (replyToInbox) {
                        connection.subscribe(message.inbox(), onMessage);
                    }
                    if (isMessage(delivery)) {
                        onMessage.accept(delivery); // the answer was lost
                    } else {
                        onSubscriptionResponse(subscription, delivery);
                    }
                });
    }

    /** The first field of a message is its sequence, which no answer has. */
    private static boolean isMessage(Delivery delivery) {
        MsgProtoCursor message = new MsgProtoCursor();
        byte[] payload = delivery.payload();
        return message.wrap(Unpooled.wrappedBuffer(payload), 0, payload.length)
                && message.sequence() > 0;
    }

    /** Ends a subscription for good. */
    public void unsubscribe(SimulatedSubscription subscription) {
        UnsubscribeRequest message = ending(subscription);
        var request = new ClientRequest.Unsubscribe(this, nextReply(), message);
        send(request, subjects.unsubRequests(), Wire.encode(message::encodeTo), ignored -> {});
    }

    /** Ends a subscription; if it is durable, it can be resumed. */
    public void closeSubscription(SimulatedSubscription subscription) {
        closeSubscription(ending(subscription));
    }

    /** Ends a subscription that another program under the same client ID has left. */
    public void closeSubscription(String channel, String inbox) {
        closeSubscription(new UnsubscribeRequest(clientId, channel, inbox, ""));
    }

    private void closeSubscription(UnsubscribeRequest message) {
        var request = new ClientRequest.CloseSubscription(this, nextReply(), message);
        send(request, subjects.subCloseRequests(), Wire.encode(message::encodeTo), ignored -> {});
    }

    private UnsubscribeRequest ending(SimulatedSubscription subscription) {
        subscription.end();
        boolean knowsAckInbox = !subscription.ackInbox().isEmpty();
        return new UnsubscribeRequest(
                clientId,
                subscription.request().channel(),
                knowsAckInbox ? subscription.ackInbox() : subscription.request().inbox(),
                subscription.request().durableName());
    }

    /** Asks the server to forget the client, and ends when the server has answered. */
    public void close() {
        phase = Phase.CLOSING;
        subscriptions.forEach(SimulatedSubscription::end);
        CloseRequest message = new CloseRequest(clientId);
        var request = new ClientRequest.Close(this, nextReply(), message);
        send(request, subjects.closeRequests(), Wire.encode(message::encodeTo), ignored -> crash());
    }

    /** Returns whether the client can find out whether the server still knows it. */
    public boolean canPing() {
        return !subjects.pingRequests().isEmpty();
    }

    public void ping() {
        if (!canPing()) {
            return;
        }
        Ping message = new Ping(connId);
        var request = new ClientRequest.SendPing(this, nextReply(), message);
        send(request, subjects.pingRequests(), Wire.encode(message::encodeTo), this::onPong);
    }

    /** Sends bytes that are no request to one of the server's subjects. */
    public void sendNonsense() {
        String subject =
                chance.pick(
                        List.of(
                                discovery,
                                subjects.subRequests(),
                                subjects.unsubRequests(),
                                subjects.subCloseRequests(),
                                subjects.closeRequests()));
        send(
                new ClientRequest.Nonsense(this, nextReply(), subject),
                subject,
                NONSENSE,
                ignored -> {});
    }

    /** Acknowledges a sequence, whether it was received or not. */
    public void acknowledge(SimulatedSubscription subscription, long sequence) {
        subscription.acknowledged(sequence);
        Ack ack = new Ack(subscription.request().channel(), sequence);
        connection.publish(subscription.ackInbox(), "", Wire.encode(ack::encodeTo));
    }

    private void send(
            ClientRequest request, String subject, byte[] payload, Consumer<Delivery> onAnswer) {
        tap.onRequest(request);
        connection.subscribe(request.replyTo(), onAnswer);
        connection.publish(subject, request.replyTo(), payload);
    }

    private String nextReply() {
        return "_INBOX.reply." + heartbeatInbox.substring("_INBOX.hb.".length()) + "." + ++requests;
    }

    // answers and messages

    private void onConnectResponse(Delivery delivery) {
        ConnectResponse response =
                Wire.decode(ConnectResponse::decode, delivery.payload()).orElseThrow();
        if (phase != Phase.CONNECTING) {
            return;
        }
        if (response.error().isEmpty()) {
            subjects = response;
            phase = Phase.CONNECTED;
        } else {
            phase = Phase.REFUSED;
        }
    }

    private void onSubscriptionResponse(SimulatedSubscription subscription, Delivery delivery) {
        SubscriptionResponse response =
                Wire.decode(SubscriptionResponse::decode, delivery.payload()).orElseThrow();
        if (response.error().isEmpty()) {
            subscription.granted(response.ackInbox());
        } else {
            subscription.end();
        }
    }

    private void onPong(Delivery delivery) {
        PingResponse response = Wire.decode(PingResponse::decode, delivery.payload()).orElseThrow();
        if (!response.error().isEmpty()) {
            crash();
        }
    }

    private void onHeartbeat(Delivery delivery) {
        if (!answersHeartbeats) {
            neglectedHeartbeatNanos = time.elapsedNanos();
            return;
        }
        time.after(
                chance.upToNanos(THINKING_NANOS),
                () -> connection.publish(delivery.replyTo(), "", NOTHING));
    }

    private void onMessage(SimulatedSubscription subscription, Delivery delivery) {
        MsgProtoCursor message = new MsgProtoCursor();
        int length = delivery.payload().length;
        if (!message.wrap(Unpooled.wrappedBuffer(delivery.payload()), 0, length)) {
            throw new IllegalStateException("undecodable message on " + delivery.subject());
        }
        long sequence = message.sequence();
        subscription.received(sequence);
        if (subscription.acknowledges(chance)) {
            acknowledgeLater(subscription, sequence);
            if (subscription.acknowledgesTwice()) {
                acknowledgeLater(subscription, sequence);
            }
        }
        if (subscription.inventsAcks() && chance.oneIn(4)) {
            acknowledgeLater(subscription, sequence + chance.between(-3, 5));
        }
    }

    private void acknowledgeLater(SimulatedSubscription subscription, long sequence) {
        time.after(
                subscription.ackDelayNanos(chance),
                () -> {
                    if (phase == Phase.CONNECTED && !subscription.ackInbox().isEmpty()) {
                        acknowledge(subscription, sequence);
                    }
                });
    }

    // conduct

    /** Stops answering heartbeats. Everything else continues. */
    public void neglectHeartbeats() {
        answersHeartbeats = false;
        neglectedHeartbeatNanos = time.elapsedNanos();
    }

    /** Answers heartbeats and acknowledges everything from now on, including earlier messages. */
    public void behaveWell() {
        if (!answersHeartbeats) {
            neglectedHeartbeatNanos = time.elapsedNanos();
            answersHeartbeats = true;
        }
        if (phase == Phase.CONNECTED) {
            List.copyOf(subscriptions).forEach(this::behaveWellIn);
        }
    }

    private void behaveWellIn(SimulatedSubscription subscription) {
        subscription.behaveWell();
        if (!subscription.ackInbox().isEmpty()) {
            subscription.unacknowledged().forEach(one -> acknowledge(subscription, one));
        } else if (!subscription.isOver()) {
            closeSubscription(subscription); // it never had an answer, as if it had timed out
        }
    }

    /** Ends without telling the server. */
    public void crash() {
        phase = Phase.OVER;
        subscriptions.forEach(SimulatedSubscription::end);
        connection.abandon();
    }

    @Override
    public String toString() {
        return clientId + "@" + connection.name();
    }
}
