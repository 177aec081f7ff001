package dev.stanchion.engine.queue;

import dev.stanchion.engine.key.SequenceQueue;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.subscription.Parking;
import dev.stanchion.engine.subscription.ReadLoop;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads messages again whose key is held, one after the other, and has them parked behind the head
 * of the key. A message is aside until it is durable where it is parked. If that fails, it is tried
 * again, with growing pauses.
 */
@ShardOwned
final class BehindFeed extends ReadLoop {
    private static final int MOST_UNDER_WAY = 16;
    private static final long LONGEST_RETRY_NANOS = 60_000_000_000L;

    private final QueueGroup group;
    private final KeyOrder order;
    private final SequenceQueue queued = new SequenceQueue();
    private final Set<Long> underWay = new HashSet<>();
    private final MsgProtoCursor message = new MsgProtoCursor();
    private long wanted;
    private boolean isFound;
    private boolean isEnded;
    private boolean isSoon;
    private long retryNanos = RetryPause.USUAL_NANOS;
    private final RetryPause retry;

    BehindFeed(QueueGroup group, KeyOrder order) {
        this.group = group;
        this.order = order;
        this.retry = new RetryPause(group.delivery().shard(), this::proceed);
    }

    /** A message is to be parked, when the current task is over. */
    void add(long sequence) {
        queued.add(sequence);
        soon();
    }

    private void soon() {
        if (!isSoon && !isEnded) {
            isSoon = true;
            group.delivery()
                    .shard()
                    .execute(() -> {
                        isSoon = false;
                        proceed();
                    });
        }
    }

    void end() {
        isEnded = true;
        retry.cancel();
    }

    @Override
    protected boolean hasNext() {
        if (isEnded || retry.isRunning() || underWay.size() >= MOST_UNDER_WAY) {
            return false;
        }
        while (!queued.isEmpty()) {
            long next = queued.peek();
            if (order.headBefore(next) != 0 && !underWay.contains(next)) {
                return true;
            }
            queued.remove(); // its key is not held any more
        }
        return false;
    }

    @Override
    protected void read() {
        wanted = queued.peek();
        queued.remove();
        isFound = false;
        group.log().read(wanted, 1, this);
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        if (isEnded || sequence != wanted) {
            return false;
        }
        isFound = true;
        long head = order.headBefore(sequence);
        if (head != 0 && message.wrap(buffer, index, length)) {
            park(sequence, timestampEpochNanos, head, buffer);
        }
        return false;
    }

    private void park(long sequence, long storedAtEpochNanos, long head, ByteBuf buffer) {
        String reason = "behind " + head;
        ParkedNote note =
                new ParkedNote(
                        group.channelName(),
                        sequence,
                        storedAtEpochNanos,
                        group.name().key(),
                        0,
                        reason,
                        "",
                        group.delivery().shard().epochNanos(),
                        ParkedNote.Cause.BEHIND,
                        head);
        underWay.add(sequence);
        group.delivery()
                .parking()
                .park(
                        Parking.ParkedEntry.of(note, message, buffer),
                        Outcome.of(
                                parked -> parked(sequence, parked, reason),
                                why -> notParked(sequence, why)));
    }

    private void parked(long sequence, long parkedSequence, String reason) {
        if (isEnded) {
            return; // whoever has taken over parks it again: there are two copies
        }
        underWay.remove(sequence);
        retryNanos = RetryPause.USUAL_NANOS;
        if (!order.parkedBehind(sequence, reason)) {
            group.delivery().parking().takeBack(group.channelName(), parkedSequence);
        }
        soon();
    }

    private void notParked(long sequence, StoreException why) {
        if (isEnded) {
            return;
        }
        underWay.remove(sequence);
        group.history().notParked(String.valueOf(why.getMessage()));
        tryAgain(sequence);
    }

    private void tryAgain(long sequence) {
        queued.add(sequence);
        if (!retry.isRunning()) {
            retry.begin(retryNanos);
            retryNanos = Math.min(2 * retryNanos, LONGEST_RETRY_NANOS);
        }
    }

    @Override
    public void onEnd(long nextToRead) {
        if (!isEnded && !isFound) {
            order.behindIsGone(wanted);
        }
        ended();
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        if (isEnded || group.delivery().fence().stops(why)) {
            return;
        }
        if (why.kind() == StoreException.Kind.CORRUPT) {
            order.behindIsGone(wanted);
        } else {
            group.reportUnreadable(wanted, why);
            tryAgain(wanted);
        }
        ended();
    }
}
