package dev.stanchion.admin;

import java.time.Instant;
import java.util.Map;

/**
 * Which messages are wanted.
 *
 * <pre>{@code
 * MessageQuery.newest().contains("t41").limit(10)
 * }</pre>
 *
 * <p>Immutable.
 */
public final class MessageQuery {
    private final Query query;

    private MessageQuery(Query query) {
        this.query = query;
    }

    /** The oldest messages first. */
    public static MessageQuery oldest() {
        return new MessageQuery(Query.NONE.with("from", "first"));
    }

    /** The newest messages; a page of them is in ascending order. */
    public static MessageQuery newest() {
        return new MessageQuery(Query.NONE.with("from", "last"));
    }

    /** The messages from a sequence on. */
    public static MessageQuery from(long sequence) {
        return new MessageQuery(Query.NONE.with("from", "seq:" + sequence));
    }

    /** The messages that were stored at a time or later. */
    public static MessageQuery since(Instant time) {
        return new MessageQuery(Query.NONE.with("from", "time:" + time));
    }

    /** The page behind another one, by its {@code next}. */
    public static MessageQuery next(String next) {
        return new MessageQuery(Query.NONE.with("from", next));
    }

    /** Goes to older messages instead of newer ones. */
    public MessageQuery backward() {
        return new MessageQuery(query.with("direction", "backward"));
    }

    /** Only messages of JSON that have a value at a path: {@code $.order.id}. */
    public MessageQuery with(String path, String value) {
        return new MessageQuery(query.with("path", path).with("equals", value));
    }

    /** How many messages a page has at most: 1 to 500, otherwise 50. */
    public MessageQuery limit(int messages) {
        return new MessageQuery(query.with("limit", messages));
    }

    /** Only messages that contain a text. */
    public MessageQuery contains(String text) {
        return new MessageQuery(query.with("contains", text));
    }

    Map<String, Object> parameters() {
        return query.parameters();
    }
}
