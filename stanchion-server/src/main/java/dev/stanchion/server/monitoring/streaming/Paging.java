package dev.stanchion.server.monitoring.streaming;

import dev.stanchion.server.monitoring.PageRequest;
import java.util.List;

/**
 * Which part of a list is wanted. Immutable.
 *
 * <p>Differs: the Go server has no bound on {@code limit}.
 */
record Paging(int offset, int limit) {
    static final int MOST = 16_384;

    private static final int USUAL = 1024;

    /** Reads it from a request; what is no sensible number counts as not given. */
    static Paging of(PageRequest request) {
        int limit = request.number("limit", USUAL);
        return new Paging(
                Math.max(0, request.number("offset", 0)),
                limit <= 0 ? USUAL : Math.min(limit, MOST));
    }

    /** Returns what is on the page. */
    <T> List<T> of(List<T> all) {
        int from = Math.min(offset, all.size());
        int to = (int) Math.min((long) from + limit, all.size());
        return all.subList(from, to);
    }
}
