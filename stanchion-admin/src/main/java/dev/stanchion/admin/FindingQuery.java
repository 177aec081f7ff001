package dev.stanchion.admin;

import java.util.Map;

/**
 * Which findings are wanted.
 *
 * <pre>{@code
 * FindingQuery.all().severity("error")
 * }</pre>
 *
 * <p>Immutable.
 */
public final class FindingQuery {
    private final Query query;

    private FindingQuery(Query query) {
        this.query = query;
    }

    /** The findings that are not dismissed. */
    public static FindingQuery all() {
        return new FindingQuery(Query.NONE);
    }

    /** Only findings of a kind, or of several with commas in between. */
    public FindingQuery kind(String kind) {
        return new FindingQuery(query.with("kind", kind));
    }

    /** Only findings of a severity: error, warning or note. */
    public FindingQuery severity(String severity) {
        return new FindingQuery(query.with("severity", severity));
    }

    /** Whether those that are dismissed are shown, too. */
    public FindingQuery dismissed(boolean too) {
        return new FindingQuery(query.with("dismissed", too));
    }

    /** How many findings a page has at most: 1 to 500, otherwise 500. */
    public FindingQuery limit(int findings) {
        return new FindingQuery(query.with("limit", findings));
    }

    /** The page behind another one, by its {@code next}. */
    public FindingQuery after(String next) {
        return new FindingQuery(query.with("after", next));
    }

    Map<String, Object> parameters() {
        return query.parameters();
    }
}
