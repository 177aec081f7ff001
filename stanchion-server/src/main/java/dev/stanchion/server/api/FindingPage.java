package dev.stanchion.server.api;

import dev.stanchion.engine.finding.FindingKind;
import dev.stanchion.engine.finding.FindingSeverity;
import dev.stanchion.engine.finding.LiveFinding;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Query;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which findings a caller wants, the worst first and of those the oldest. Immutable.
 *
 * @param kinds empty for all
 * @param dismissed whether those that are dismissed are wanted, too
 * @param after where the page before has ended
 */
record FindingPage(
        Set<FindingKind> kinds,
        Optional<FindingSeverity> severity,
        boolean dismissed,
        int limit,
        Optional<Place> after) {
    static final Set<String> PARAMETERS = Set.of("kind", "severity", "dismissed", "limit", "after");

    private static final String SORT = "severity";

    static final Comparator<LiveFinding> ORDER =
            worstFirst(
                    live -> live.finding().kind().severity(),
                    LiveFinding::sinceEpochNanos,
                    live -> Dismissals.idOf(live.finding()));

    FindingPage {
        kinds = Set.copyOf(kinds);
    }

    /** Where a finding is in the list. */
    record Place(FindingSeverity severity, long sinceEpochNanos, String id)
            implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                worstFirst(Place::severity, Place::sinceEpochNanos, Place::id);

        static Place of(LiveFinding live) {
            return new Place(
                    live.finding().kind().severity(),
                    live.sinceEpochNanos(),
                    Dismissals.idOf(live.finding()));
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        String text() {
            return new Cursor(SORT, severity.code() + "." + sinceEpochNanos, id).text();
        }

        static Place parse(String text) {
            Cursor cursor = Cursor.parse(text, SORT);
            String[] parts = cursor.value().split("\\.", 2);
            try {
                return new Place(
                        FindingSeverity.of(parts[0]).orElseThrow(Place::invalid),
                        Long.parseLong(parts[parts.length - 1]),
                        cursor.name());
            } catch (NumberFormatException e) {
                throw invalid();
            }
        }

        private static ProblemException invalid() {
            return new ProblemException(
                    Problem.invalid("?after", "expected: \"next\" of a page before"));
        }
    }

    /**
     * The order of findings and of their places. Asks for an ID, which is a hash, if it decides.
     */
    private static <T> Comparator<T> worstFirst(
            Function<T, FindingSeverity> severity,
            ToLongFunction<T> sinceEpochNanos,
            Function<T, String> id) {
        return (a, b) -> {
            int bySeverity = severity.apply(a).compareTo(severity.apply(b));
            if (bySeverity != 0) {
                return bySeverity;
            }
            int byTime =
                    Long.compare(sinceEpochNanos.applyAsLong(a), sinceEpochNanos.applyAsLong(b));
            return byTime != 0 ? byTime : id.apply(a).compareTo(id.apply(b));
        };
    }

    static FindingPage of(Query query) {
        Set<FindingKind> kinds = EnumSet.noneOf(FindingKind.class);
        query.text("kind")
                .ifPresent(text ->
                        Stream.of(text.split(",", -1))
                                .map(code ->
                                        FindingKind.of(code)
                                                .orElseThrow(() ->
                                                        unknown(
                                                                "?kind",
                                                                FindingKind.values(),
                                                                FindingKind::code)))
                                .forEach(kinds::add));
        return new FindingPage(
                kinds,
                query.text(SORT)
                        .map(code ->
                                FindingSeverity.of(code)
                                        .orElseThrow(() ->
                                                unknown(
                                                        "?severity",
                                                        FindingSeverity.values(),
                                                        FindingSeverity::code))),
                query.flag("dismissed"),
                (int) query.number("limit", 1, ListRequest.MAX_LIMIT, ListRequest.MAX_LIMIT),
                query.text("after").filter(text -> !text.isEmpty()).map(Place::parse));
    }

    private static <T> ProblemException unknown(
            String pointer, T[] values, Function<T, String> code) {
        String codes = Arrays.stream(values).map(code).collect(Collectors.joining(", "));
        return new ProblemException(Problem.invalid(pointer, "expected: one of " + codes));
    }

    /** Returns whether a finding is one of the list, whatever its page. */
    boolean wants(LiveFinding live) {
        FindingKind kind = live.finding().kind();
        return (kinds.isEmpty() || kinds.contains(kind))
                && (severity.isEmpty() || severity.get() == kind.severity());
    }

    /** Returns the findings of this page, and one more if there is another page. */
    List<LiveFinding> cut(List<LiveFinding> wanted) {
        return wanted.stream()
                .sorted(ORDER)
                .filter(live -> after.isEmpty() || Place.of(live).compareTo(after.get()) > 0)
                .limit(limit + 1L)
                .toList();
    }
}
