package dev.stanchion.server.api;

import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Query;
import dev.stanchion.server.http.Reply;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Which part of a list a client wants, and in which order. The server sorts and cuts. Immutable.
 *
 * @param sort the member to sort by
 * @param descending whether the largest comes first
 * @param text what the name of an item contains, whatever the case of its letters
 * @param fields the members to show; empty means all
 */
record ListRequest(
        int limit,
        Optional<Cursor> after,
        String sort,
        boolean descending,
        String text,
        Set<String> fields) {
    /** The parameters of every list. */
    static final Set<String> PARAMETERS = Set.of("limit", "after", "sort", "q", "fields");

    static final int MAX_LIMIT = 500;

    private static final int USUAL_LIMIT = 50;

    /**
     * One page of a list.
     *
     * @param nameMember the member that names a row
     * @param total how many rows all pages together have
     * @param hasMore whether there is another page
     */
    record Page(List<Row> rows, String nameMember, int total, boolean hasMore) {}

    ListRequest {
        fields = Set.copyOf(fields);
    }

    /**
     * Reads the parameters of a list.
     *
     * @param sorts the members by which the list can be sorted; the first is the name of an item
     * @throws ProblemException if one is not valid
     */
    static ListRequest of(Query query, List<String> sorts) {
        String order = query.text("sort").orElse(sorts.getFirst());
        boolean descending = order.startsWith("-");
        String sort = descending ? order.substring(1) : order;
        if (!sorts.contains(sort)) {
            throw new ProblemException(
                    Problem.invalid(
                            "?sort",
                            "expected: %s, with - in front for the largest first"
                                    .formatted(String.join(", ", sorts))));
        }
        return new ListRequest(
                (int) query.number("limit", 1, MAX_LIMIT, USUAL_LIMIT),
                query.text("after")
                        .filter(text -> !text.isEmpty())
                        .map(text -> Cursor.parse(text, order)),
                sort,
                descending,
                query.text("q").orElse("").toLowerCase(Locale.ROOT),
                fieldsOf(query));
    }

    private static Set<String> fieldsOf(Query query) {
        Set<String> fields = new HashSet<>();
        query.text("fields")
                .ifPresent(text -> {
                    for (String field : text.split(",", -1)) {
                        if (!field.isBlank()) {
                            fields.add(field.strip());
                        }
                    }
                });
        return fields;
    }

    /** Returns whether an item with this name is wanted. */
    boolean wants(String name) {
        return text.isEmpty() || name.toLowerCase(Locale.ROOT).contains(text);
    }

    /**
     * Returns the names of the page, if the list is sorted by name. It keeps only as many names as
     * the page has and one more, because sorting ten thousand takes longer than all the rest.
     *
     * @return with one name more than the limit if there is another page
     */
    List<String> pageOfNames(List<String> names) {
        Comparator<String> order =
                descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        PriorityQueue<String> first = new PriorityQueue<>(limit + 2, order.reversed());
        for (String name : names) {
            boolean isBehind = after.isEmpty() || order.compare(name, after.get().name()) > 0;
            if (isBehind && (first.size() <= limit || order.compare(name, first.element()) < 0)) {
                first.add(name);
                if (first.size() > limit + 1) {
                    first.remove();
                }
            }
        }
        return first.stream().sorted(order).toList();
    }

    /** Returns the page of rows that are all there. */
    Page page(List<Row> rows, String nameMember) {
        List<Row> behind =
                rows.stream()
                        .filter(row -> after.isEmpty() || isAfter(row, nameMember, after.get()))
                        .toList();
        return new Page(
                behind.stream().sorted(inOrder(nameMember)).limit(limit).toList(),
                nameMember,
                rows.size(),
                behind.size() > limit);
    }

    /** Returns the order of the list. */
    Comparator<Row> inOrder(String nameMember) {
        Comparator<Row> byName = Comparator.comparing(row -> (String) valueOf(row, nameMember));
        Comparator<Row> byValue = (one, other) -> compare(valueOf(one, sort), valueOf(other, sort));
        return (descending ? byValue.reversed() : byValue).thenComparing(byName);
    }

    private boolean isAfter(Row row, String nameMember, Cursor cursor) {
        Object value = valueOf(row, sort);
        int difference =
                sort.equals(nameMember)
                        ? ((String) value).compareTo(cursor.name())
                        : compare(value, parsed(value, cursor.value()));
        if (difference != 0) {
            return descending ? difference < 0 : difference > 0;
        }
        return !sort.equals(nameMember)
                && ((String) valueOf(row, nameMember)).compareTo(cursor.name()) > 0;
    }

    private static Object parsed(Object like, String text) {
        try {
            return switch (like) {
                case Long ignored -> Long.valueOf(text);
                case Integer ignored -> Integer.valueOf(text);
                case Double ignored -> Double.valueOf(text);
                default -> text;
            };
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    Problem.invalid("?after", "expected: \"next\" of a page in the same order"));
        }
    }

    private static Object valueOf(Row row, String member) {
        Object value = row.value(member);
        return value == null ? "" : value;
    }

    @SuppressWarnings("unchecked") // a member has the same kind in all rows
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    /** Returns the answer with a page. */
    Reply reply(Page page, Clock clock) {
        return Reply.json(
                200,
                Json.object(out -> {
                    out.writeArrayPropertyStart("items");
                    for (Row row : page.rows()) {
                        out.writeStartObject();
                        row.write(out, fields);
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                    out.writeNumberProperty("total", page.total());
                    if (page.hasMore() && !page.rows().isEmpty()) {
                        out.writeStringProperty("next", behind(page).text());
                    }
                    out.writeStringProperty("asOf", Json.time(clock.instant()));
                }));
    }

    private Cursor behind(Page page) {
        Row last = page.rows().getLast();
        String value = sort.equals(page.nameMember()) ? "" : String.valueOf(valueOf(last, sort));
        return new Cursor(
                descending ? "-" + sort : sort, value, (String) valueOf(last, page.nameMember()));
    }
}
