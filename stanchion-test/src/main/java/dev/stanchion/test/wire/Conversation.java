package dev.stanchion.test.wire;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.protocol.AckCursor;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.PubMsgCursor;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import dev.stanchion.protocol.UnsubscribeRequest;
import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.event.EventLog;
import dev.stanchion.test.wire.ClientFaults.Fault;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what the engine and its clients say, writes it into the log of events, and decides what
 * goes wrong. It outlives restarts of the broker, as subscriptions do. Safe for use by many
 * threads.
 */
public final class Conversation {
    private static final int MOST_REPLIES = 10_000;

    private final EventLog events;
    private final ClientFaults faults;
    private final Tallies tallies;
    private final Attention attention;

    /** By client ID, guarded by this object, as all below. */
    private final Map<String, Origin> origins = new HashMap<>();

    private final Map<String, String> clientsByHeartbeatInbox = new HashMap<>();
    private final Map<String, Listener> listenersByInbox = new HashMap<>();
    private final Map<String, Listener> listenersByAckInbox = new HashMap<>();

    /** What is to be answered on which subject, the oldest first. */
    private final Map<String, Expected> replies = new LinkedHashMap<>();

    /** An answer of the engine that is yet to come. */
    private sealed interface Expected {
        record OfConnect(ConnectRequest request, Origin origin) implements Expected {}

        record OfSubscribe(Listener listener) implements Expected {}

        record OfPublish(String clientId, String channel) implements Expected {}
    }

    /** What becomes of a message. */
    enum Fate {
        PASSES,
        IS_LOST,
        IS_SENT_TWICE
    }

    public Conversation(
            EventLog events, ClientFaults faults, Tallies tallies, Attention attention) {
        this.events = events;
        this.faults = faults;
        this.tallies = tallies;
        this.attention = attention;
    }

    /** Returns where a client's last connect request came from. */
    public synchronized Optional<Origin> originOf(String clientId) {
        return Optional.ofNullable(origins.get(clientId));
    }

    /** Returns the client that has a heartbeat inbox; empty if it is none's. */
    public synchronized Optional<String> clientOf(String heartbeatInbox) {
        return Optional.ofNullable(clientsByHeartbeatInbox.get(heartbeatInbox));
    }

    /** Reads a message on its way to the engine. */
    Fate arrived(Requests.Kind kind, BusMessage message) {
        return switch (kind) {
            case CONNECT -> connect(message);
            case PUBLISH -> publish(message);
            case SUBSCRIBE -> subscribe(message);
            case UNSUBSCRIBE -> endSubscription(message, "unsubscribed from");
            case CLOSE_SUBSCRIPTION -> endSubscription(message, "closed its subscription to");
            case ANSWER -> {
                attention.answered(subject(message));
                events.changed();
                yield Fate.PASSES;
            }
            case ACK -> ack(message);
            case CLOSE, OTHER -> {
                events.changed();
                yield Fate.PASSES;
            }
        };
    }

    private synchronized Fate connect(BusMessage message) {
        ConnectRequest request =
                ConnectRequest.decode(
                                message.buffer(), message.payloadIndex(), message.payloadLength())
                        .orElse(null);
        if (request == null) {
            return Fate.PASSES;
        }
        if (faults.isRefused(request.clientId())) {
            events.add(
                    Kind.FAULT,
                    request.clientId(),
                    "",
                    0,
                    "fault: connect of " + request.clientId() + " is refused");
            return Fate.IS_LOST;
        }
        expect(reply(message), new Expected.OfConnect(request, message.origin()));
        return Fate.PASSES;
    }

    private synchronized Fate publish(BusMessage message) {
        PubMsgCursor cursor = new PubMsgCursor();
        if (cursor.wrap(message.buffer(), message.payloadIndex(), message.payloadLength())) {
            String clientId =
                    text(cursor.buffer(), cursor.clientIdIndex(), cursor.clientIdLength());
            String channel = text(cursor.buffer(), cursor.channelIndex(), cursor.channelLength());
            expect(reply(message), new Expected.OfPublish(clientId, channel));
        }
        return Fate.PASSES;
    }

    private synchronized Fate subscribe(BusMessage message) {
        SubscriptionRequest request =
                SubscriptionRequest.decode(
                                message.buffer(), message.payloadIndex(), message.payloadLength())
                        .orElse(null);
        if (request != null) {
            Listener listener =
                    new Listener(
                            request.clientId(),
                            request.channel(),
                            request.queueGroup(),
                            request.durableName(),
                            request.inbox());
            listenersByInbox.put(listener.inbox(), listener);
            expect(reply(message), new Expected.OfSubscribe(listener));
        }
        return Fate.PASSES;
    }

    private synchronized Fate endSubscription(BusMessage message, String how) {
        UnsubscribeRequest request =
                UnsubscribeRequest.decode(
                                message.buffer(), message.payloadIndex(), message.payloadLength())
                        .orElse(null);
        Listener listener = request == null ? null : listenersByAckInbox.remove(request.inbox());
        if (listener != null) {
            listenersByInbox.remove(listener.inbox());
            attention.ended(listener.inbox());
            events.add(
                    Kind.UNSUBSCRIBED,
                    listener.clientId(),
                    listener.channel(),
                    0,
                    "%s %s %s".formatted(listener.text(), how, listener.channel()));
        }
        return Fate.PASSES;
    }

    private synchronized Fate ack(BusMessage message) {
        Listener listener = listenersByAckInbox.get(subject(message));
        AckCursor cursor = new AckCursor();
        if (listener == null
                || !cursor.wrap(
                        message.buffer(), message.payloadIndex(), message.payloadLength())) {
            return Fate.PASSES;
        }
        long sequence = cursor.sequence();
        attention.acknowledged(listener.inbox(), sequence);
        if (faults.take(listener.clientId(), Fault.DROP_ACK)) {
            events.add(
                    Kind.FAULT,
                    listener.clientId(),
                    listener.channel(),
                    sequence,
                    "fault: ack of #%d by %s is lost".formatted(sequence, listener.text()));
            return Fate.IS_LOST;
        }
        tallies.acknowledged(listener);
        events.add(
                Kind.ACKNOWLEDGED,
                listener.clientId(),
                listener.channel(),
                sequence,
                "acknowledged #%d by %s".formatted(sequence, listener.text()));
        return Fate.PASSES;
    }

    /** Reads a message on its way from the engine. */
    synchronized Fate leaving(String subject, ByteBuf source, int index, int length) {
        Listener listener = listenersByInbox.get(subject);
        if (listener != null) {
            return deliver(listener, source, index, length);
        }
        Expected expected = replies.get(subject);
        if (expected == null) {
            return Fate.PASSES;
        }
        return switch (expected) {
            case Expected.OfConnect connect -> {
                replies.remove(subject);
                connected(connect, source, index, length);
                yield Fate.PASSES;
            }
            case Expected.OfSubscribe(Listener asking) -> {
                replies.remove(subject);
                subscribed(asking, source, index, length);
                yield Fate.PASSES;
            }
            case Expected.OfPublish publish -> confirm(publish, source, index, length);
        };
    }

    private void connected(Expected.OfConnect connect, ByteBuf source, int index, int length) {
        String error =
                ConnectResponse.decode(source, index, length)
                        .map(ConnectResponse::error)
                        .orElse("");
        String clientId = connect.request().clientId();
        if (!error.isEmpty()) {
            events.add(Kind.REFUSED, clientId, "", 0, "refused " + clientId + ": " + error);
            return;
        }
        origins.put(clientId, connect.origin());
        clientsByHeartbeatInbox.put(connect.request().heartbeatInbox(), clientId);
        events.add(
                Kind.CONNECTED,
                clientId,
                "",
                0,
                "connected " + clientId + " from " + connect.origin().description());
    }

    private void subscribed(Listener listener, ByteBuf source, int index, int length) {
        SubscriptionResponse response =
                SubscriptionResponse.decode(source, index, length).orElse(null);
        if (response == null) {
            return;
        }
        if (!response.error().isEmpty()) {
            listenersByInbox.remove(listener.inbox());
            events.add(
                    Kind.REFUSED,
                    listener.clientId(),
                    listener.channel(),
                    0,
                    "refused a subscription of %s to %s: %s"
                            .formatted(listener.text(), listener.channel(), response.error()));
            return;
        }
        listenersByAckInbox.put(response.ackInbox(), listener);
        events.add(
                Kind.SUBSCRIBED,
                listener.clientId(),
                listener.channel(),
                0,
                "subscribed %s to %s".formatted(listener.text(), listener.channel()));
    }

    private Fate confirm(Expected.OfPublish publish, ByteBuf source, int index, int length) {
        String error = PubAck.decode(source, index, length).map(PubAck::error).orElse("");
        if (!error.isEmpty()) {
            events.add(
                    Kind.REFUSED,
                    publish.clientId(),
                    publish.channel(),
                    0,
                    "refused a message of %s to %s: %s"
                            .formatted(publish.clientId(), publish.channel(), error));
        } else if (faults.take(publish.clientId(), Fault.DROP_PUBLISH_ACK)) {
            events.add(
                    Kind.FAULT,
                    publish.clientId(),
                    publish.channel(),
                    0,
                    "fault: %s does not learn that its message to %s is stored"
                            .formatted(publish.clientId(), publish.channel()));
            return Fate.IS_LOST;
        } else {
            events.changed();
        }
        return Fate.PASSES;
    }

    private Fate deliver(Listener listener, ByteBuf source, int index, int length) {
        MsgProtoCursor cursor = new MsgProtoCursor();
        if (!cursor.wrap(source, index, length)) {
            return Fate.PASSES;
        }
        long sequence = cursor.sequence();
        int attempts = tallies.sent(listener, sequence);
        attention.sent(listener.inbox(), sequence, System.nanoTime());
        events.add(
                attempts == 1 ? Kind.SENT : Kind.REDELIVERED,
                listener.clientId(),
                listener.channel(),
                sequence,
                attempts == 1
                        ? "sent #%d to %s".formatted(sequence, listener.text())
                        : "sent #%d to %s again, attempt %d"
                                .formatted(sequence, listener.text(), attempts));
        if (faults.take(listener.clientId(), Fault.DUPLICATE_DELIVERY)) {
            events.add(
                    Kind.FAULT,
                    listener.clientId(),
                    listener.channel(),
                    sequence,
                    "fault: #%d arrives twice at %s".formatted(sequence, listener.text()));
            return Fate.IS_SENT_TWICE;
        }
        return Fate.PASSES;
    }

    /** A client is not registered any more. */
    public synchronized void ended(String clientId) {
        origins.remove(clientId);
        clientsByHeartbeatInbox.values().removeIf(clientId::equals);
        listenersByInbox
                .values()
                .removeIf(listener -> {
                    boolean isOf = listener.clientId().equals(clientId);
                    if (isOf) {
                        attention.ended(listener.inbox());
                    }
                    return isOf;
                });
        listenersByAckInbox.values().removeIf(listener -> listener.clientId().equals(clientId));
        events.add(Kind.CLOSED, clientId, "", 0, "ended client " + clientId);
    }

    /** A message that was on its way reached nobody. */
    void unheard(String inbox) {
        attention.ended(inbox);
    }

    /** The engine asks a client whether it lives. */
    void asked(String inbox, String replyTo) {
        attention.asked(replyTo, inbox, clientOf(inbox).orElse(inbox));
        events.changed();
    }

    private void expect(String replyTo, Expected expected) {
        if (replyTo.isEmpty()) {
            return;
        }
        if (replies.size() >= MOST_REPLIES) {
            replies.remove(replies.keySet().iterator().next());
        }
        replies.put(replyTo, expected);
    }

    private static String subject(BusMessage message) {
        return text(message.buffer(), message.subjectIndex(), message.subjectLength());
    }

    private static String reply(BusMessage message) {
        return text(message.buffer(), message.replyIndex(), message.replyLength());
    }

    static String text(ByteBuf buffer, int index, int length) {
        return length == 0 ? "" : buffer.toString(index, length, StandardCharsets.UTF_8);
    }
}
