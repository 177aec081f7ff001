package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.store.file.recordlog.FieldReader;
import dev.stanchion.store.file.recordlog.FieldWriter;
import dev.stanchion.store.file.recordlog.RecordFields;
import java.nio.ByteBuffer;

/**
 * Session records as bytes: a byte that says which kind, then the fields in the order of the
 * record. The numbers of the kinds are for good. Stateless.
 */
final class SessionCodec {
    private static final int SERVER = 1;
    private static final int CLIENT = 2;
    private static final int CLIENT_GONE = 3;
    private static final int CHANNEL = 4;
    private static final int CHANNEL_GONE = 5;
    private static final int SUBSCRIPTION = 6;
    private static final int SUBSCRIPTION_GONE = 7;
    private static final int CLIENT_ABSENT = 8;

    private SessionCodec() {}

    static ByteBuffer encode(SessionRecord record) {
        FieldWriter to = new FieldWriter();
        if (record instanceof SessionRecord.Server(ServerRecord server)) { // each start has one
            RecordFields.write(to.kind(SERVER), server);
        } else {
            encode(to, record);
        }
        return to.bytes();
    }

    private static void encode(FieldWriter to, SessionRecord record) {
        switch (record) {
            case SessionRecord.Server(ServerRecord server) ->
                    RecordFields.write(to.kind(SERVER), server);
            case SessionRecord.Client(ClientRecord client) ->
                    RecordFields.write(to.kind(CLIENT), client);
            case SessionRecord.ClientGone(String clientId) -> to.kind(CLIENT_GONE).text(clientId);
            case SessionRecord.Channel channel -> write(to.kind(CHANNEL), channel);
            case SessionRecord.ChannelGone(int number) -> to.kind(CHANNEL_GONE).integer(number);
            case SessionRecord.Subscription(int number, SubscriptionRecord subscription) -> {
                RecordFields.write(to.kind(SUBSCRIPTION).integer(number), subscription);
                RecordFields.writeLater(to, subscription);
            }
            case SessionRecord.SubscriptionGone(int number, long id) ->
                    to.kind(SUBSCRIPTION_GONE).integer(number).number(id);
            case SessionRecord.ClientAbsent(String clientId, long sinceEpochMillis) ->
                    to.kind(CLIENT_ABSENT).text(clientId).number(sinceEpochMillis);
        }
    }

    private static void write(FieldWriter to, SessionRecord.Channel channel) {
        to.integer(channel.number()).text(channel.name()).number(channel.highestSubscriptionId());
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if it is none; its checksum was right, so another program
     *     has written it
     */
    static SessionRecord decode(ByteBuffer body) {
        FieldReader from = new FieldReader(body);
        int kind = from.kind();
        SessionRecord record =
                switch (kind) {
                    case SERVER -> new SessionRecord.Server(RecordFields.server(from));
                    case CLIENT -> new SessionRecord.Client(RecordFields.client(from));
                    case CLIENT_GONE -> new SessionRecord.ClientGone(from.text());
                    case CHANNEL -> channel(from);
                    case CHANNEL_GONE -> new SessionRecord.ChannelGone(from.integer());
                    case SUBSCRIPTION ->
                            new SessionRecord.Subscription(
                                    from.integer(),
                                    RecordFields.withLater(from, RecordFields.subscription(from)));
                    case SUBSCRIPTION_GONE ->
                            new SessionRecord.SubscriptionGone(from.integer(), from.number());
                    case CLIENT_ABSENT ->
                            new SessionRecord.ClientAbsent(from.text(), from.number());
                    default ->
                            throw new IllegalArgumentException(
                                    "kind of record: %d (expected: 1 to 8)".formatted(kind));
                };
        from.requireEnd();
        return record;
    }

    private static SessionRecord.Channel channel(FieldReader from) {
        return new SessionRecord.Channel(from.integer(), from.text(), from.number());
    }
}
