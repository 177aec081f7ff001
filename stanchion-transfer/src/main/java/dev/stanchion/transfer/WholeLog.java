package dev.stanchion.transfer;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import java.util.function.LongConsumer;

/** One read of the messages of a log. Confined to the thread of a copy. */
final class WholeLog implements LogReader {
    private static final int MESSAGES_PER_READ = 1024;

    private final MessageSink sink;
    private final LongConsumer unreadable;
    private final MsgProtoCursor message = new MsgProtoCursor();
    private boolean isOver;
    private long next;

    private WholeLog(MessageSink sink, LongConsumer unreadable) {
        this.sink = sink;
        this.unreadable = unreadable;
    }

    /**
     * Reads a log from its beginning to its end.
     *
     * @param unreadable gets the sequences that cannot be read
     */
    static void read(ChannelLog log, CopyShard shard, MessageSink sink, LongConsumer unreadable) {
        read(log, 0, shard, sink, unreadable);
    }

    /** Does the same from a sequence on. */
    static void read(
            ChannelLog log, long from, CopyShard shard, MessageSink sink, LongConsumer unreadable) {
        WholeLog reading = new WholeLog(sink, unreadable);
        reading.next = Math.max(from, log.firstSequence());
        while (reading.next > 0 && reading.next <= log.lastSequence()) {
            reading.isOver = false;
            log.read(reading.next, MESSAGES_PER_READ, reading);
            shard.await(() -> reading.isOver);
        }
    }

    @Override
    public boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        if (message.wrap(buffer, index, length)) {
            sink.onMessage(message);
        }
        return true;
    }

    @Override
    public void onEnd(long nextSequence) {
        next = nextSequence;
        isOver = true;
    }

    @Override
    public void onUnreadable(long sequence, StoreException why) {
        unreadable.accept(sequence);
        next = sequence + 1;
        isOver = true;
    }
}
