package dev.stanchion.admin;

import java.util.Map;

/**
 * Which parked messages are meant.
 *
 * <pre>{@code
 * ParkedFilter.reason("timeout").group("orders-service")
 * }</pre>
 *
 * <p>Immutable.
 */
public final class ParkedFilter {
    private final Query query;

    private ParkedFilter(Query query) {
        this.query = query;
    }

    /** All messages that are parked now. */
    public static ParkedFilter all() {
        return new ParkedFilter(Query.NONE.with("all", true));
    }

    /** Only messages whose reason contains a text. */
    public static ParkedFilter reason(String text) {
        return new ParkedFilter(Query.NONE.with("reason", text));
    }

    /** Only messages of a queue group. */
    public static ParkedFilter ofGroup(String name) {
        return new ParkedFilter(Query.NONE.with("group", name));
    }

    /** Only messages of a durable: {@code CLIENT/NAME}. */
    public static ParkedFilter ofDurable(String name) {
        return new ParkedFilter(Query.NONE.with("durable", name));
    }

    /** Only messages of the plain subscriptions of a client. */
    public static ParkedFilter ofClient(String id) {
        return new ParkedFilter(Query.NONE.with("client", id));
    }

    /** Only messages of this queue group. */
    public ParkedFilter group(String name) {
        return new ParkedFilter(query.with("group", name));
    }

    /** Only messages of this durable: {@code CLIENT/NAME}. */
    public ParkedFilter durable(String name) {
        return new ParkedFilter(query.with("durable", name));
    }

    /** Only messages of the plain subscriptions of this client. */
    public ParkedFilter client(String id) {
        return new ParkedFilter(query.with("client", id));
    }

    Map<String, Object> parameters() {
        return query.parameters();
    }
}
