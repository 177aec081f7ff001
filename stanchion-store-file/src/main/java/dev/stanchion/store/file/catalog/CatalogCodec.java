package dev.stanchion.store.file.catalog;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.store.file.commit.Checkpoint;
import dev.stanchion.store.file.recordlog.FieldReader;
import dev.stanchion.store.file.recordlog.FieldWriter;
import dev.stanchion.store.file.recordlog.RecordFields;
import dev.stanchion.store.file.segment.SegmentNote;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Catalog records as bytes: a byte that says which kind, then the fields in the order of the
 * record. The numbers of the kinds are for good. Pending sequences are runs of consecutive ones:
 * their count, then for each the distance from the end of the one before and its length. A durable
 * that belongs to a user has the user's name behind them. Stateless.
 */
final class CatalogCodec {
    private static final int SERVER = 1;
    private static final int CLIENT = 2;
    private static final int CLIENT_GONE = 3;
    private static final int CHANNEL = 4;
    private static final int CHANNEL_DELETED = 5;
    private static final int SUBSCRIPTION = 6;
    private static final int SUBSCRIPTION_GONE = 7;
    private static final int MARK = 8;
    private static final int CHANNEL_FORGOTTEN = 9;
    private static final int NUMBERS = 10;
    private static final int SEGMENT = 11;
    private static final int COMMIT_FILE = 12;
    private static final int SUBSCRIPTION_UP_TO = 20;
    private static final int RUN = 21;

    private CatalogCodec() {}

    static ByteBuffer encode(CatalogRecord record) {
        FieldWriter to = new FieldWriter();
        switch (record) {
            case CatalogRecord.Server(ServerRecord server) ->
                    RecordFields.write(to.kind(SERVER), server);
            case CatalogRecord.Client(ClientRecord client) ->
                    RecordFields.write(to.kind(CLIENT), client);
            case CatalogRecord.ClientGone(String clientId) -> to.kind(CLIENT_GONE).text(clientId);
            case CatalogRecord.Channel(long number, String name, long highestId) ->
                    to.kind(CHANNEL).number(number).text(name).number(highestId);
            case CatalogRecord.ChannelDeleted(long number) ->
                    to.kind(CHANNEL_DELETED).number(number);
            case CatalogRecord.ChannelForgotten(long number) ->
                    to.kind(CHANNEL_FORGOTTEN).number(number);
            case CatalogRecord.Subscription(
                            long number,
                            SubscriptionRecord of,
                            long[] pending,
                            long frame) -> {
                RecordFields.write(to.kind(SUBSCRIPTION_UP_TO).number(number), of);
                write(to, pending);
                to.number(frame);
                RecordFields.writeLater(to, of);
            }
            case CatalogRecord.SubscriptionGone(long number, long id) ->
                    to.kind(SUBSCRIPTION_GONE).number(number).number(id);
            case CatalogRecord.Mark(Checkpoint.Mark mark) ->
                    to.kind(MARK)
                            .number(mark.channel())
                            .number(mark.keptFrom())
                            .number(mark.lastSequence())
                            .number(mark.lastTimestampEpochNanos());
            case CatalogRecord.Numbers(long next) -> to.kind(NUMBERS).number(next);
            case CatalogRecord.Segment(SegmentNote note) ->
                    to.kind(SEGMENT)
                            .number(note.channel())
                            .number(note.baseSequence())
                            .number(note.lastSequence())
                            .number(note.messageCount());
            case CatalogRecord.CommitFile(long neededFrom, long begun) ->
                    to.kind(COMMIT_FILE).number(neededFrom).number(begun);
            case CatalogRecord.Run(RunRecord run) ->
                    to.kind(RUN)
                            .number(run.number())
                            .number(run.bootId())
                            .flag(run.isOpen())
                            .flag(run.isIncomplete());
        }
        return to.bytes();
    }

    private static void write(FieldWriter to, long[] pending) {
        to.integer(runs(pending));
        long previousEnd = 0;
        int at = 0;
        while (at < pending.length) {
            int end = endOfRun(pending, at);
            to.compact(pending[at] - previousEnd).compact(end - at);
            previousEnd = pending[end - 1] + 1;
            at = end;
        }
    }

    private static int runs(long[] pending) {
        int runs = 0;
        for (int at = 0; at < pending.length; at = endOfRun(pending, at)) {
            runs++;
        }
        return runs;
    }

    private static int endOfRun(long[] pending, int from) {
        int end = from + 1;
        while (end < pending.length && pending[end] == pending[end - 1] + 1) {
            end++;
        }
        return end;
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if it is none; its checksum was right, so another program
     *     has written it
     */
    static CatalogRecord decode(ByteBuffer body) {
        FieldReader from = new FieldReader(body);
        int kind = from.kind();
        CatalogRecord record =
                switch (kind) {
                    case SERVER -> new CatalogRecord.Server(RecordFields.server(from));
                    case CLIENT -> new CatalogRecord.Client(RecordFields.client(from));
                    case CLIENT_GONE -> new CatalogRecord.ClientGone(from.text());
                    case CHANNEL ->
                            new CatalogRecord.Channel(from.number(), from.text(), from.number());
                    case CHANNEL_DELETED -> new CatalogRecord.ChannelDeleted(from.number());
                    case CHANNEL_FORGOTTEN -> new CatalogRecord.ChannelForgotten(from.number());
                    case SUBSCRIPTION -> subscription(from, false);
                    case SUBSCRIPTION_UP_TO -> subscription(from, true);
                    case SUBSCRIPTION_GONE ->
                            new CatalogRecord.SubscriptionGone(from.number(), from.number());
                    case MARK ->
                            new CatalogRecord.Mark(
                                    new Checkpoint.Mark(
                                            from.number(),
                                            from.number(),
                                            from.number(),
                                            from.number()));
                    case NUMBERS -> new CatalogRecord.Numbers(from.number());
                    case SEGMENT ->
                            new CatalogRecord.Segment(
                                    new SegmentNote(
                                            from.number(),
                                            from.number(),
                                            from.number(),
                                            from.number()));
                    case COMMIT_FILE -> new CatalogRecord.CommitFile(from.number(), from.number());
                    case RUN ->
                            new CatalogRecord.Run(
                                    new RunRecord(
                                            from.number(),
                                            from.number(),
                                            from.flag(),
                                            from.flag()));
                    default ->
                            throw new IllegalArgumentException(
                                    "kind of record: %d (expected: 1 to 12, 20 or 21)"
                                            .formatted(kind));
                };
        from.requireEnd();
        return record;
    }

    /**
     * Returns the usable part of a record with a name that is too long: its numbers and IDs must
     * not be used again.
     */
    static CatalogRecord withoutNames(ByteBuffer body) {
        FieldReader from = new FieldReader(body);
        return switch (from.kind()) {
            case CHANNEL -> new CatalogRecord.Numbers(from.number() + 1);
            case SUBSCRIPTION, SUBSCRIPTION_UP_TO ->
                    new CatalogRecord.SubscriptionGone(from.number(), from.number());
            default -> new CatalogRecord.Numbers(0); // which says nothing
        };
    }

    private static CatalogRecord.Subscription subscription(FieldReader from, boolean hasFrame) {
        long channel = from.number();
        SubscriptionRecord subscription = RecordFields.subscription(from);
        long[] pending = pending(from);
        long frame = hasFrame ? from.number() : 0;
        return new CatalogRecord.Subscription(
                channel, RecordFields.withLater(from, subscription), pending, frame);
    }

    private static long[] pending(FieldReader from) {
        int runs = from.integer();
        long[] pending = new long[Math.max(1, runs)];
        int count = 0;
        long next = 0;
        for (int run = 0; run < runs; run++) {
            next += from.compact();
            for (long left = from.compact(); left > 0; left--) {
                if (count == pending.length) {
                    pending = Arrays.copyOf(pending, 2 * count);
                }
                pending[count++] = next++;
            }
        }
        return Arrays.copyOf(pending, count);
    }
}
