package dev.stanchion.server.monitoring.streaming;

import dev.stanchion.server.monitoring.PageRequest;
import java.util.List;

/**
 * The requested part of a list. Immutable.
 *
 * <p>Differs: the Go server has no bound on {@code limit}.
 */
record Paging(int offset, int limit) {
    static final int MOST = 16_384;

    private static final int USUAL = 1024;

    /** Reads it from a request. An invalid number counts as missing. */
    static Paging of(PageRequest request) {
        int limit = request.number("limit", USUAL);
        return new Paging(
                Math.max(0, request.number("offset", 0)),
                limit <= 0 ? USUAL : Math.min(limit, MOST));
    }

    /** Returns the items of the page. */
    <T> List<T> of(List<T> all) {
        int from = Math.min(offset, all.size());
        int to = (int) Math.min((long) from + limit, all.size());
        return all.subList(from, to);
    }
}
