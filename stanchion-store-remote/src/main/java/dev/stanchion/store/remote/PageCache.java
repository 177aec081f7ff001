package dev.stanchion.store.remote;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the most recently read pages, for readers that take a few messages at a time. Owned by the
 * channel's shard.
 */
public final class PageCache {
    private static final int MAX_PAGES = 4;

    private final Deque<Page> pages = new ArrayDeque<>();

    public @Nullable Page find(long sequence) {
        for (Page page : pages) {
            if (page.covers(sequence)) {
                return page;
            }
        }
        return null;
    }

    public void add(Page page) {
        pages.addFirst(page);
        if (pages.size() > MAX_PAGES) {
            pages.removeLast();
        }
    }
}
