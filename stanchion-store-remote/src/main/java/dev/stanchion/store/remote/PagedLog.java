package dev.stanchion.store.remote;

import dev.stanchion.engine.spi.StoreException;
import java.util.function.Consumer;

/** What a {@link PagedRead} needs of a log. Owned by the channel's shard. */
public interface PagedLog {
    /** Returns the first sequence that is still stored, or the next one if there is none. */
    long firstSequence();

    /** Returns the last durable sequence. A read does not pass it. */
    long durableSequence();

    Tail tail();

    PageCache pages();

    /**
     * Fetches a page of durable messages into {@link #pages}.
     *
     * @param from the page covers this sequence
     * @param fetched runs on the shard when the page is there
     * @param failed runs on the shard instead if the page cannot be read
     */
    void fetchPage(long from, Runnable fetched, Consumer<StoreException> failed);
}
