package dev.stanchion.engine.queue;

import dev.stanchion.engine.key.BusyKeys;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.subscription.ReadLoop;
import io.netty.buffer.ByteBuf;

/** Reads messages again whose key has become free, one after the other, and has them sent. */
@ShardOwned
final class FreedFeed extends ReadLoop {
    private final QueueGroup group;
    private final KeyOrder order;
    private long wanted;
    private boolean isFound;
    private boolean isRefused;
    private boolean isFeeding;
    private boolean isSoon;
    private boolean isEnded;
    private final RetryPause retry;

    FreedFeed(QueueGroup group, KeyOrder order) {
        this.group = group;
        this.order = order;
        this.retry = new RetryPause(group.delivery().shard(), group::pump);
    }

    /** Sends as far as there is room. */
    void feed() {
        isFeeding = true;
        proceed();
        isFeeding = false;
    }

    /** Has the group go on when the current task is over. */
    void soon() {
        if (!isSoon && !isEnded) {
            isSoon = true;
            group.delivery()
                    .shard()
                    .execute(() -> {
                        isSoon = false;
                        if (!isEnded) {
                            group.pump();
                        }
                    });
        }
    }

    void end() {
        isEnded = true;
        retry.cancel();
    }

    @Override
    protected boolean hasNext() {
        return !isEnded
                && !retry.isRunning()
                && order.firstFreed() != BusyKeys.NONE
                && group.mayFlow()
                && group.memberRoom() > 0;
    }

    @Override
    protected void read() {
        wanted = order.firstFreed();
        isFound = false;
        isRefused = false;
        group.log().read(wanted, 1, this);
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        if (isEnded || sequence != wanted) {
            return false;
        }
        if (order.firstFreed() != wanted || !group.mayFlow() || group.memberRoom() <= 0) {
            isRefused = true; // the room went to redeliveries while the log was being read
            return false;
        }
        isFound = true;
        order.sendFreed(sequence, buffer, index, length);
        return false;
    }

    @Override
    public void onEnd(long nextToRead) {
        if (!isEnded && !isFound && !isRefused && order.firstFreed() == wanted) {
            order.freedIsGone(wanted);
        }
        over();
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        if (isEnded || group.delivery().fence().stops(why)) {
            return;
        }
        if (why.kind() == StoreException.Kind.CORRUPT) {
            order.freedIsGone(wanted);
        } else {
            group.reportUnreadable(wanted, why);
            retry.begin(RetryPause.USUAL_NANOS);
        }
        over();
    }

    private void over() {
        ended();
        if (!isFeeding && !isEnded) {
            group.pump(); // new messages have waited for it
        }
    }
}
