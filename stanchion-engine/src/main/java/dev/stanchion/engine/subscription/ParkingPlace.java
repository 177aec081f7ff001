package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;

/**
 * The messages of a position that are on their way to the channel of parked messages. A message
 * stays pending until it is durable there, and is settled then. If it cannot be stored there, that
 * is tried again, with growing pauses.
 */
@ShardOwned
final class ParkingPlace {
    /** The messages that are on their way are copies in memory. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final long LOOK_AGAIN_NANOS = 200_000_000;
    private static final long FIRST_RETRY_NANOS = 1_000_000_000;
    private static final long LONGEST_RETRY_NANOS = 60_000_000_000L;

    private final Dispatcher position;
    private final Attempts attempts;
    private final Map<Long, Integer> underWay = new HashMap<>();
    private final MsgProtoCursor message = new MsgProtoCursor();
    private long bytes;
    private long retryNanos = FIRST_RETRY_NANOS;

    ParkingPlace(Dispatcher position, Attempts attempts) {
        this.position = position;
        this.attempts = attempts;
    }

    boolean has(long sequence) {
        return underWay.containsKey(sequence);
    }

    boolean isFull() {
        return bytes >= MOST_BYTES;
    }

    /** Looks at a message again soon. */
    void postpone(Subscription holder, long sequence) {
        holder.postpone(sequence, now() + LOOK_AGAIN_NANOS);
    }

    /** Stores a message, as it was stored in its channel. */
    void park(
            Subscription holder,
            long sequence,
            long storedAtEpochNanos,
            ByteBuf buffer,
            int index,
            int length) {
        postpone(holder, sequence);
        if (!message.wrap(buffer, index, length)) {
            return; // the store vouches for it
        }
        if (!position.mayPark(sequence, underWay.size())) {
            underWay.put(sequence, 0);
            notParked(sequence, position.whyNotParked());
            return;
        }
        String reason = reasonFor(sequence);
        underWay.put(sequence, length);
        bytes += length;
        ParkedNote note =
                position.noteOf(
                        holder, sequence, storedAtEpochNanos, reason, ParkedNote.Cause.ATTEMPTS);
        position.source()
                .delivery()
                .parking()
                .park(
                        Parking.ParkedEntry.of(note, message, buffer),
                        Outcome.of(
                                parkedSequence -> parked(sequence, reason),
                                why -> notParked(sequence, String.valueOf(why.getMessage()))));
    }

    private String reasonFor(long sequence) {
        int times = attempts.failures(sequence);
        return times == 1 ? "1 attempt" : times + " attempts";
    }

    private void parked(long sequence, String reason) {
        if (position.isEnded()) {
            return;
        }
        arrived(sequence);
        retryNanos = FIRST_RETRY_NANOS;
        position.settleParked(sequence, reason);
    }

    /** Somebody else parks a message, until it has {@link #arrived}. */
    void reserve(long sequence) {
        underWay.put(sequence, 0);
    }

    private void notParked(long sequence, String why) {
        if (position.isEnded()) {
            return;
        }
        arrived(sequence);
        position.history().notParked(why);
        for (Subscription each : position.subscriptions()) {
            if (each.isPending(sequence)) {
                attempts.excuse(sequence);
                each.postpone(sequence, now() + retryNanos);
            }
        }
        retryNanos = Math.min(2 * retryNanos, LONGEST_RETRY_NANOS);
    }

    void arrived(long sequence) {
        Integer size = underWay.remove(sequence);
        bytes -= size == null ? 0 : size;
    }

    private long now() {
        return position.source().delivery().nowNanos();
    }
}
