package dev.stanchion.admin;

import java.util.Map;

/**
 * Which part of a list is wanted, and in which order.
 *
 * <pre>{@code
 * ListQuery.all().names("eu.*:created").sort("-lagMessages").limit(20)
 * }</pre>
 *
 * <p>Immutable.
 */
public final class ListQuery {
    private final Query query;

    private ListQuery(Query query) {
        this.query = query;
    }

    /** The first page, by name. */
    public static ListQuery all() {
        return new ListQuery(Query.NONE);
    }

    /** Only items whose name contains a text, or fits a pattern with {@code *}. */
    public ListQuery names(String text) {
        return new ListQuery(query.with("q", text));
    }

    /** Only channels whose name begins with a text. */
    public ListQuery prefix(String text) {
        return new ListQuery(query.with("prefix", text));
    }

    /** Only channels where messages wait although somebody is there. */
    public ListQuery stuck(boolean only) {
        return new ListQuery(query.with("stuck", only));
    }

    /** Only channels of which messages are parked. */
    public ListQuery parked(boolean only) {
        return new ListQuery(query.with("parked", only));
    }

    /** Sorts by a member; with {@code -} in front, the largest comes first. */
    public ListQuery sort(String member) {
        return new ListQuery(query.with("sort", member));
    }

    /** How many items a page has at most: 1 to 500, otherwise 50. */
    public ListQuery limit(int items) {
        return new ListQuery(query.with("limit", items));
    }

    /** The page behind another one, by its {@code next}. */
    public ListQuery after(String next) {
        return new ListQuery(query.with("after", next));
    }

    /** Only the audit of the request with this ID. */
    public ListQuery request(String id) {
        return new ListQuery(query.with("request", id));
    }

    Map<String, Object> parameters() {
        return query.parameters();
    }
}
