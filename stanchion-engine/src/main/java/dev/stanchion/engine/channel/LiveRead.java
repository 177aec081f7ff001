package dev.stanchion.engine.channel;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.ReadLoop;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Reads each durable message once and offers it to all dispatchers that have kept up. Dispatchers
 * that are behind, or have no room, read it on their own later.
 */
@ShardOwned
final class LiveRead extends ReadLoop {
    private static final int MAX_MESSAGES_PER_READ = 1024;

    private final ChannelLog log;
    private final Interest interest;
    private long nextSequence;
    private long durableSequence;
    private boolean tookAny;

    LiveRead(ChannelLog log, Interest interest, long nextSequence) {
        this.log = log;
        this.interest = interest;
        this.nextSequence = nextSequence;
        this.durableSequence = nextSequence - 1;
    }

    /** Returns the sequence that will be offered next. */
    long nextSequence() {
        return nextSequence;
    }

    /** More has become durable. */
    void advanceTo(long sequence) {
        durableSequence = sequence;
        proceed();
    }

    @Override
    protected boolean hasNext() {
        if (nextSequence > durableSequence) {
            return false;
        }
        if (!isWanted()) {
            nextSequence = durableSequence + 1;
            pumpAll(); // a dispatcher that got room since the last offer is behind now
            return false;
        }
        return true;
    }

    @Override
    protected void read() {
        long count = Math.min(MAX_MESSAGES_PER_READ, durableSequence - nextSequence + 1);
        tookAny = false;
        log.read(nextSequence, (int) count, this);
    }

    private boolean isWanted() {
        List<Dispatcher> dispatchers = interest.dispatchers();
        for (int i = 0; i < dispatchers.size(); i++) {
            if (dispatchers.get(i).wantsLive(nextSequence)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        tookAny = true;
        List<Dispatcher> dispatchers = interest.dispatchers();
        for (int i = 0; i < dispatchers.size(); i++) {
            dispatchers.get(i).offer(nextSequence, sequence, buffer, index, length);
        }
        nextSequence = sequence + 1;
        return true;
    }

    @Override
    public void onEnd(long nextToRead) {
        // a read that finds nothing says that all of it is gone already
        long reached = tookAny ? Math.min(nextToRead, durableSequence + 1) : durableSequence + 1;
        nextSequence = Math.max(nextSequence, reached);
        pumpAll();
        ended();
    }

    /** Leaves it to each dispatcher, which skips the message or tries again. */
    @Override
    public void onUnreadable(long sequence, StoreException why) {
        nextSequence = durableSequence + 1;
        pumpAll();
        ended();
    }

    private void pumpAll() {
        List<Dispatcher> dispatchers = interest.dispatchers();
        for (int i = 0; i < dispatchers.size(); i++) {
            dispatchers.get(i).pump();
        }
    }
}
