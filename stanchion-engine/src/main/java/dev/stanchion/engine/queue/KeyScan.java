package dev.stanchion.engine.queue;

import dev.stanchion.engine.key.KeyReader;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.subscription.ReadLoop;
import dev.stanchion.engine.subscription.Subscription;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Reads messages again to learn their keys, in ascending order. Used once. */
@ShardOwned
final class KeyScan extends ReadLoop {

    /** Which of the unacknowledged messages of a key clients may have been sent. */
    enum Rule {
        /** Each of them has been sent. */
        SENT,
        /**
         * An earlier run has recorded them, also those that it had put aside. Of each key the first
         * may have been sent, so the others are put aside.
         */
        RESTORED
    }

    private final QueueGroup group;
    private final KeyOrder order;
    private final KeyReader reader;
    private final long[] sequences;
    private final long[] keys;
    private final boolean[] isAside;
    private final boolean[] isThere;
    private final Rule rule;
    private int at;
    private int atBeforeRead;
    private boolean isEnded;
    private final RetryPause retry;

    /**
     * @param sequences in ascending order: what is unacknowledged or aside, and what tells the keys
     *     that are held
     * @param aside in ascending order
     */
    KeyScan(
            QueueGroup group,
            KeyOrder order,
            KeyReader reader,
            long[] sequences,
            long[] aside,
            Rule rule) {
        this.group = group;
        this.order = order;
        this.reader = reader;
        this.sequences = sequences;
        this.keys = new long[sequences.length];
        this.isAside = new boolean[sequences.length];
        this.isThere = new boolean[sequences.length];
        for (int i = 0; i < sequences.length; i++) {
            isAside[i] = Arrays.binarySearch(aside, sequences[i]) >= 0;
        }
        this.rule = rule;
        this.retry = new RetryPause(group.delivery().shard(), this::proceed);
    }

    Rule rule() {
        return rule;
    }

    void begin() {
        proceed();
    }

    void end() {
        isEnded = true;
        retry.cancel();
    }

    /** Returns what is aside and not yet in the order. */
    LongStream aside() {
        return IntStream.range(0, sequences.length)
                .filter(i -> isAside[i])
                .mapToLong(i -> sequences[i]);
    }

    @Override
    protected boolean hasNext() {
        if (isEnded || retry.isRunning()) {
            return false;
        }
        if (at == sequences.length) {
            finish();
            return false;
        }
        return true;
    }

    @Override
    protected void read() {
        int end = at + 1;
        while (end < sequences.length && sequences[end] == sequences[end - 1] + 1) {
            end++;
        }
        atBeforeRead = at;
        group.log().read(sequences[at], end - at, this);
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        while (at < sequences.length && sequences[at] < sequence) {
            at++; // it is gone
        }
        if (isEnded || at == sequences.length || sequences[at] != sequence) {
            return false;
        }
        keys[at] = reader.hashOf(buffer, index, length);
        isThere[at++] = true;
        return at < sequences.length && sequences[at] == sequence + 1;
    }

    @Override
    public void onEnd(long nextToRead) {
        if (at == atBeforeRead) {
            at++; // it is gone
        }
        ended();
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        if (isEnded || group.delivery().fence().stops(why)) {
            return;
        }
        if (why.kind() == StoreException.Kind.CORRUPT) {
            at++;
        } else {
            group.reportUnreadable(sequence, why);
            retry.begin(RetryPause.USUAL_NANOS);
        }
        ended();
    }

    private void finish() {
        isEnded = true;
        for (int i = 0; i < sequences.length; i++) {
            if (isThere[i] && keys[i] != KeyReader.FREE) {
                order.foundHeld(sequences[i], keys[i]);
            }
        }
        order.holdsAreKnown();
        if (rule == Rule.SENT) {
            // what is with a member keeps its key busy, also for a message before it that came back
            takeAll(false);
            takeAll(true);
        } else {
            for (int i = 0; i < sequences.length; i++) {
                take(i);
            }
        }
        order.scanned();
    }

    private void takeAll(boolean aside) {
        for (int i = 0; i < sequences.length; i++) {
            if (isAside[i] == aside) {
                take(i);
            }
        }
    }

    private void take(int i) {
        long sequence = sequences[i];
        if (isAside[i]) {
            if (isThere[i]) {
                order.foundAside(sequence, keys[i]);
            } else {
                order.forget(sequence);
            }
            return;
        }
        Subscription member = group.memberWith(sequence); // null if it was acknowledged meanwhile
        if (member != null && keys[i] != KeyReader.FREE) {
            takePending(member, sequence, keys[i]);
        }
    }

    private void takePending(Subscription member, long sequence, long key) {
        boolean mayBeSent = !order.isBusy(key) && !order.isHeldBehind(sequence, key);
        if (rule == Rule.SENT || mayBeSent) {
            order.foundPending(sequence, key);
            return;
        }
        order.foundAside(sequence, key);
        member.putAside(sequence, order.holder() == member);
    }
}
