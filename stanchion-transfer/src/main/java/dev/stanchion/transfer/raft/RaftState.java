package dev.stanchion.transfer.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.transfer.SourceSubscriptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Clients and subscriptions of a cluster, as the operations of its Raft log leave them. Source:
 * {@code Apply} in {@code server/clustering.go} of nats-streaming-server 0.25.6.
 */
final class RaftState {
    private static final int PUBLISH = 0;
    private static final int SUBSCRIBE = 1;
    private static final int REMOVE = 2;
    private static final int CLOSE = 3;
    private static final int SENT_AND_ACKNOWLEDGED = 4;
    private static final int CONNECT = 6;
    private static final int DISCONNECT = 7;
    private static final int DELETE_CHANNEL = 8;

    private final Map<String, ClientRecord> clients = new LinkedHashMap<>();
    private final Map<String, ReplicatedChannel> channels = new TreeMap<>();

    List<ClientRecord> clients() {
        return List.copyOf(clients.values());
    }

    void put(ClientRecord client) {
        clients.remove(client.clientId());
        clients.put(client.clientId(), client);
    }

    /** Takes everything that another state has. */
    void takeFrom(RaftState other) {
        other.clients.values().forEach(this::put);
        channels.putAll(other.channels);
    }

    void put(String channel, ReplicatedChannel state) {
        channels.put(channel, state);
    }

    /** Returns the last sequence of a channel that the log or the snapshot knows; 0 if none. */
    long lastSequence(String channel) {
        ReplicatedChannel known = channels.get(channel);
        return known == null ? 0 : known.lastSequence();
    }

    /** Tells channels of one name apart; 0 if the log does not say it. */
    long channelId(String channel) {
        ReplicatedChannel known = channels.get(channel);
        return known == null ? 0 : known.id();
    }

    SourceSubscriptions subscriptions(String channel) {
        ReplicatedChannel known = channels.get(channel);
        return known == null ? new SourceSubscriptions(0, List.of()) : known.toSubscriptions();
    }

    /** The parts of an operation. */
    private static final class Operation {
        private long type;
        private ByteBuf part = Unpooled.EMPTY_BUFFER;
        private String channel = "";
        private long channelId;
    }

    /**
     * Applies an operation.
     *
     * @throws IndexOutOfBoundsException if it is damaged
     */
    void apply(ByteBuf encoded) {
        Operation operation = operation(encoded);
        Fields part = new Fields(operation.part);
        switch ((int) operation.type) {
            case PUBLISH -> messagesOf(encoded, this::stored);
            case SUBSCRIBE -> subscribe(part, operation.channelId);
            case REMOVE, CLOSE -> end(part, operation.type == CLOSE);
            case SENT_AND_ACKNOWLEDGED -> sentAndAcknowledged(part);
            case CONNECT -> connect(part);
            case DISCONNECT -> disconnect(part);
            case DELETE_CHANNEL -> delete(operation);
            default ->
                    throw new IndexOutOfBoundsException(
                            "type " + operation.type + " of an operation");
        }
    }

    private static Operation operation(ByteBuf encoded) {
        Operation operation = new Operation();
        Fields fields = new Fields(encoded);
        for (int field = fields.next(); field != 0; field = fields.next()) {
            switch (field) {
                case 1 -> operation.type = fields.number();
                case 2, 3, 4, 5, 7, 8 -> operation.part = fields.bytes();
                case 9 -> operation.channel = fields.text();
                case 10 -> operation.channelId = fields.number();
                default -> fields.skip();
            }
        }
        return operation;
    }

    /** Takes messages of a batch. */
    interface Messages {
        void message(MsgProtoCursor message, long channelId);
    }

    /** Passes on the messages of an operation, if it publishes some. */
    static void messagesOf(ByteBuf encoded, Messages target) {
        Operation operation = operation(encoded);
        if (operation.type != PUBLISH) {
            return;
        }
        MsgProtoCursor message = new MsgProtoCursor();
        Fields batch = new Fields(operation.part);
        for (int field = batch.next(); field != 0; field = batch.next()) {
            if (field != 1) {
                batch.skip();
                continue;
            }
            ByteBuf each = batch.bytes();
            if (!message.wrap(each, 0, each.readableBytes())) {
                throw new IndexOutOfBoundsException("a message of a batch");
            }
            target.message(message, operation.channelId);
        }
    }

    private void stored(MsgProtoCursor message, long channelId) {
        String name =
                message.buffer().toString(message.channelIndex(), message.channelLength(), UTF_8);
        channel(name, channelId).stored(message.sequence());
    }

    private ReplicatedChannel channel(String name, long id) {
        ReplicatedChannel known = channels.get(name);
        if (known == null) {
            known = new ReplicatedChannel(id);
            channels.put(name, known);
        }
        return known;
    }

    private void subscribe(Fields part, long channelId) {
        SubscriptionRequest request = null;
        String ackInbox = "";
        long id = 0;
        for (int field = part.next(); field != 0; field = part.next()) {
            switch (field) {
                case 1 -> {
                    ByteBuf bytes = part.bytes();
                    request =
                            SubscriptionRequest.decode(bytes, 0, bytes.readableBytes())
                                    .orElseThrow(
                                            () -> new IndexOutOfBoundsException("a subscription"));
                }
                case 2 -> ackInbox = part.text();
                case 3 -> id = part.number();
                default -> part.skip();
            }
        }
        if (request != null) {
            channel(request.channel(), channelId).subscribe(request, ackInbox, id);
        }
    }

    private void end(Fields part, boolean keepsDurable) {
        String channel = "";
        String inbox = "";
        for (int field = part.next(); field != 0; field = part.next()) {
            switch (field) {
                case 2 -> channel = part.text();
                case 3 -> inbox = part.text();
                default -> part.skip();
            }
        }
        ReplicatedChannel known = channels.get(channel);
        if (known != null) {
            known.end(inbox, keepsDurable);
        }
    }

    private void sentAndAcknowledged(Fields part) {
        String channel = "";
        String ackInbox = "";
        LongStream.Builder sent = LongStream.builder();
        LongStream.Builder acknowledged = LongStream.builder();
        for (int field = part.next(); field != 0; field = part.next()) {
            switch (field) {
                case 1 -> channel = part.text();
                case 2 -> ackInbox = part.text();
                case 3 -> part.numbers(sent::add);
                case 4 -> part.numbers(acknowledged::add);
                default -> part.skip();
            }
        }
        ReplicatedChannel known = channels.get(channel);
        if (known != null) {
            known.sentAndAcknowledged(
                    ackInbox, sent.build().toArray(), acknowledged.build().toArray());
        }
    }

    private void connect(Fields part) {
        for (int field = part.next(); field != 0; field = part.next()) {
            if (field == 1) {
                ByteBuf bytes = part.bytes();
                ConnectRequest.decode(bytes, 0, bytes.readableBytes())
                        .map(request ->
                                new ClientRecord(
                                        request.clientId(),
                                        request.heartbeatInbox(),
                                        request.connId(),
                                        request.protocol(),
                                        request.pingInterval(),
                                        request.pingMaxOut()))
                        .ifPresent(this::put);
            } else {
                part.skip();
            }
        }
    }

    private void disconnect(Fields part) {
        for (int field = part.next(); field != 0; field = part.next()) {
            if (field == 1) {
                String client = part.text();
                clients.remove(client);
                channels.values().forEach(each -> each.endAllOf(client));
            } else {
                part.skip();
            }
        }
    }

    private void delete(Operation operation) {
        ReplicatedChannel known = channels.get(operation.channel);
        if (known != null && known.id() == operation.channelId) {
            channels.remove(operation.channel);
        }
    }
}
