package dev.stanchion.store.remote;

import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One read of a log. It reads messages from memory if they are there, and the others page by page
 * from the backend. Owned by the channel's shard. The reader may change the log during a call, so
 * the read checks the state of the log again after each call.
 */
public final class PagedRead {
    private final PagedLog log;
    private final LogReader reader;
    private final Tail.Taker taker = this::take;
    private long next;
    private int left;
    private boolean wanted = true;

    private PagedRead(PagedLog log, long from, int maxMessages, LogReader reader) {
        this.log = log;
        this.reader = reader;
        this.next = Math.max(from, 1);
        this.left = maxMessages;
    }

    /** Reads at once what is in memory, and goes on when pages have been fetched. */
    public static void start(PagedLog log, long from, int maxMessages, LogReader reader) {
        new PagedRead(log, from, maxMessages, reader).run();
    }

    /** Reads until the read is complete, or until it has to fetch a page. */
    private void run() {
        while (true) {
            next = Math.max(next, log.firstSequence());
            if (!wanted || left == 0 || next > log.durableSequence()) {
                reader.onEnd(next);
                return;
            }
            if (log.tail().covers(next)) {
                takeFromTail();
                continue;
            }
            Page page = log.pages().find(next);
            if (page == null) {
                log.fetchPage(next, this::run, this::failed);
                return;
            }
            if (!takeFrom(page)) {
                return;
            }
        }
    }

    private void takeFromTail() {
        if (!log.tail().pass(next, log.durableSequence(), taker)) {
            next = log.durableSequence() + 1;
        }
    }

    /** Takes messages from a page. Returns whether the read continues. */
    private boolean takeFrom(Page page) {
        Page.@Nullable Row row = page.from(next);
        if (row == null) {
            next = page.end();
            return true;
        }
        StoreException damage = row.damage();
        if (damage != null) {
            reader.onUnreadable(row.message().sequence(), damage);
            return false;
        }
        StoredMessage message = row.message();
        take(message.sequence(), message.timestampEpochNanos(), message.bytes(), 0, message.size());
        return true;
    }

    private void take(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
        next = sequence + 1;
        left--;
        wanted = reader.onMessage(sequence, timestampEpochNanos, buffer, index, length);
    }

    private void failed(StoreException why) {
        reader.onUnreadable(next, why);
    }
}
