package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.GuidHash;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.store.jetstream.message.StreamMessage;
import java.time.Duration;
import java.util.Arrays;

/**
 * Finds out what the last active has stored, for the next one. Followers keep a publish for 30 s at
 * most. So a message that one of them has kept is not older than 35 s, seen from the last message:
 * the last active has given both their times. Owned by the channel's shard.
 */
final class StoredGuids {
    private static final long WINDOW_NANOS = Duration.ofSeconds(35).toNanos();

    /** Nobody has kept a publish of such a channel, even if the clocks of servers differ. */
    private static final long UNUSED_NANOS = Duration.ofMinutes(10).toNanos();

    /** A channel opens a second later if it has so many new messages that nobody has settled. */
    private static final int MOST_MESSAGES = 32 * 1024;

    /** Followers do not keep more. */
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private static final int FEW_MESSAGES = 256;

    private final StreamReader reader;
    private final Contents contents;

    StoredGuids(StreamReader reader, Contents contents) {
        this.reader = reader;
        this.contents = contents;
    }

    /**
     * Reads the guids of the messages behind a sequence, as far as a follower may have them.
     *
     * @param first the first sequence of the channel
     */
    void behind(long sequence, long first, long nowEpochNanos, Outcome<long[]> outcome) {
        long last = contents.durable();
        long from = Math.max(Math.max(sequence + 1, first), last - most() + 1);
        long newest = contents.durableTimestamp();
        if (from > last || contents.isEmpty() || nowEpochNanos - newest > UNUSED_NANOS) {
            outcome.succeeded(new long[0]);
        } else if (last - from < FEW_MESSAGES) {
            read(from, last, outcome);
        } else {
            reader.sequenceAt(
                    from,
                    last,
                    newest - WINDOW_NANOS,
                    Outcome.of(found -> read(found, last, outcome), outcome::failed));
        }
    }

    private long most() {
        long averageBytes = contents.ledger().bytes() / Math.max(1, contents.ledger().count());
        return Math.min(MOST_MESSAGES, MOST_BYTES / Math.max(1, averageBytes));
    }

    private void read(long from, long last, Outcome<long[]> outcome) {
        Hashes hashes = new Hashes((int) (last - from + 1));
        reader.forEach(
                from,
                last,
                hashes::add,
                Outcome.of(done -> outcome.succeeded(hashes.all()), outcome::failed));
    }

    private static final class Hashes {
        private final long[] hashes;
        private int count;

        Hashes(int most) {
            hashes = new long[most];
        }

        /** A message of a native writer has no guid. */
        void add(StreamMessage message) {
            byte[] guid = message.guid();
            if (guid.length > 0) {
                hashes[count++] = GuidHash.of(guid);
            }
        }

        long[] all() {
            return Arrays.copyOf(hashes, count);
        }
    }
}
