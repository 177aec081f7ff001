package dev.stanchion.admin;

import java.util.Map;

/**
 * Which parked messages of all channels are wanted.
 *
 * <pre>{@code
 * ParkedQuery.all().channels("tickets").limit(20)
 * }</pre>
 *
 * <p>Immutable.
 */
public final class ParkedQuery {
    private final Query query;

    private ParkedQuery(Query query) {
        this.query = query;
    }

    /** The first page of all parked messages. */
    public static ParkedQuery all() {
        return new ParkedQuery(Query.NONE);
    }

    /** Only messages of this channel. */
    public ParkedQuery channel(String name) {
        return new ParkedQuery(query.with("channel", name));
    }

    /** Only channels whose name contains a text, or fits a pattern with {@code *}. */
    public ParkedQuery channels(String text) {
        return new ParkedQuery(query.with("q", text));
    }

    /** Only messages of this queue group. */
    public ParkedQuery group(String name) {
        return new ParkedQuery(query.with("group", name));
    }

    /** Only messages of this durable: {@code CLIENT/NAME}. */
    public ParkedQuery durable(String name) {
        return new ParkedQuery(query.with("durable", name));
    }

    /** Only messages of the plain subscriptions of this client. */
    public ParkedQuery client(String id) {
        return new ParkedQuery(query.with("client", id));
    }

    /** Only messages whose reason contains a text. */
    public ParkedQuery reason(String text) {
        return new ParkedQuery(query.with("reason", text));
    }

    /** How many messages a page has at most: 1 to 500, otherwise 50. */
    public ParkedQuery limit(int messages) {
        return new ParkedQuery(query.with("limit", messages));
    }

    /** The page behind another one, by its {@code next}. */
    public ParkedQuery after(String next) {
        return new ParkedQuery(query.with("after", next));
    }

    Map<String, Object> parameters() {
        return query.parameters();
    }
}
