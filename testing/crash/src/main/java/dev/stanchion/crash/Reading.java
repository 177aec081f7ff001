package dev.stanchion.crash;

import dev.stanchion.crash.promise.Written;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the messages of one read. */
final class Reading implements LogReader {
    private final List<Written> found = new ArrayList<>();
    private final int wanted;
    private final Consumer<Reading> whenOver;
    private long next;
    private @Nullable StoreException failure;
    private long unreadable;

    /**
     * @param wanted after how many messages it stops
     */
    Reading(int wanted, Consumer<Reading> whenOver) {
        this.wanted = wanted;
        this.whenOver = whenOver;
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        found.add(new Written(sequence, timestampEpochNanos, buffer.copy(index, length)));
        return found.size() < wanted;
    }

    @Override
    public void onEnd(long nextSequence) {
        next = nextSequence;
        whenOver.accept(this);
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        unreadable = sequence;
        failure = why;
        whenOver.accept(this);
    }

    List<Written> found() {
        return found;
    }

    /** Returns where the next read begins; 0 if this one failed. */
    long next() {
        return next;
    }

    long unreadable() {
        return unreadable;
    }

    @Nullable StoreException failure() {
        return failure;
    }
}
