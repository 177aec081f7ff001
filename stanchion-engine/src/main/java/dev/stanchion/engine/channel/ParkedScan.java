package dev.stanchion.engine.channel;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.subscription.ReadLoop;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;

/**
 * Reads the notes of messages of a channel of parked messages, in ascending order, and lets other
 * work of the shard have its turn. Used once.
 */
@ShardOwned
final class ParkedScan extends ReadLoop {
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_READS_PER_TURN = 4;

    private final Channel channel;
    private final long[] sequences;
    private final Listener listener;
    private final MsgProtoCursor cursor = new MsgProtoCursor();
    private int at;
    private int atBeforeRead;
    private boolean hasFailed;
    private boolean isEnded;
    private boolean isTurnPending;

    /** Hears what a scan finds. */
    interface Listener {
        /** A message has a note. */
        void found(long sequence, ParkedNote note);

        /**
         * The scan is over.
         *
         * @param isWhole false if messages could not be read that may be readable later
         */
        void scanned(boolean isWhole);
    }

    ParkedScan(Channel channel, long[] sequences, Listener listener) {
        this.channel = channel;
        this.sequences = sequences;
        this.listener = listener;
    }

    void begin() {
        proceed();
    }

    @Override
    protected boolean hasNext() {
        if (isEnded || isTurnPending) {
            return false;
        }
        if (at == sequences.length || channel.isStopped()) {
            isEnded = true;
            listener.scanned(!hasFailed);
            return false;
        }
        if (readsInTurn() == MOST_READS_PER_TURN) {
            continueSoon();
            return false;
        }
        return true;
    }

    private void continueSoon() {
        isTurnPending = true;
        ShardExecutor shard = channel.delivery().shard();
        shard.execute(() -> {
            isTurnPending = false;
            proceed();
        });
    }

    @Override
    protected void read() {
        int end = at + 1;
        while (end < sequences.length
                && end - at < MOST_AT_ONCE
                && sequences[end] == sequences[end - 1] + 1) {
            end++;
        }
        atBeforeRead = at;
        channel.messages().read(sequences[at], end - at, this);
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        while (at < sequences.length && sequences[at] < sequence) {
            at++; // it is gone
        }
        if (at == sequences.length || sequences[at] != sequence) {
            return false;
        }
        at++;
        if (cursor.wrap(buffer, index, length)) {
            ParkedNote.decode(buffer, cursor.parkedIndex(), cursor.parkedLength())
                    .ifPresent(note -> listener.found(sequence, note));
        }
        return at < sequences.length && sequences[at] == sequence + 1;
    }

    @Override
    public void onEnd(long nextSequence) {
        if (at == atBeforeRead) {
            at++; // it is gone
        }
        ended();
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        hasFailed |= why.kind() != StoreException.Kind.CORRUPT;
        at = Math.max(at, atBeforeRead + 1);
        ended();
    }
}
