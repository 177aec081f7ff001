package dev.stanchion.store.remote;

import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * One read of a log. It reads messages from memory if they are there, and the others page by page
 * from the backend. Owned by the channel's shard. The reader may change the log during a call, so
 * the read checks the state of the log again after each call.
 */
public final class PagedRead {
    private final PagedLog log;
    private final LogReader reader;
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
        StoredMessage message = log.tail().from(next);
        if (message == null || message.sequence() > log.durableSequence()) {
            next = log.durableSequence() + 1;
        } else {
            take(message);
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
        take(row.message());
        return true;
    }

    private void take(StoredMessage message) {
        next = message.sequence() + 1;
        left--;
        wanted =
                reader.onMessage(
                        message.sequence(),
                        message.timestampEpochNanos(),
                        message.bytes(),
                        0,
                        message.size());
    }

    private void failed(StoreException why) {
        reader.onUnreadable(next, why);
    }
}
