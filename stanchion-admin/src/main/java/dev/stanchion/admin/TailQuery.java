package dev.stanchion.admin;

import java.util.Map;

/**
 * Which messages a tail shows.
 *
 * <pre>{@code
 * TailQuery.fromNow().contains("t41")
 * }</pre>
 *
 * <p>Immutable.
 */
public final class TailQuery {
    private final Query query;

    private TailQuery(Query query) {
        this.query = query;
    }

    /** Only what comes from now on. */
    public static TailQuery fromNow() {
        return new TailQuery(Query.NONE.with("from", "last"));
    }

    /** All messages that are kept, and what comes. */
    public static TailQuery fromOldest() {
        return new TailQuery(Query.NONE.with("from", "first"));
    }

    /** The messages from a sequence on, and what comes. */
    public static TailQuery from(long sequence) {
        return new TailQuery(Query.NONE.with("from", "seq:" + sequence));
    }

    /** Only messages of JSON that have a value at a path: {@code $.order.id}. */
    public TailQuery with(String path, String value) {
        return new TailQuery(query.with("path", path).with("equals", value));
    }

    /** Only messages that contain a text. */
    public TailQuery contains(String text) {
        return new TailQuery(query.with("contains", text));
    }

    /** Whether to wait for the channel if there is none, and to go on when it is deleted. */
    public TailQuery waiting(boolean waits) {
        return new TailQuery(query.with("wait", waits));
    }

    Map<String, Object> parameters() {
        return query.parameters();
    }
}
