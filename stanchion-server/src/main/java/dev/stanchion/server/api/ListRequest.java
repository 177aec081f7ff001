package dev.stanchion.server.api;

import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.Query;
import dev.stanchion.server.http.Reply;
import java.time.Clock;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/**
 * Which part of a list a client wants, and in which order. The server sorts and cuts. Immutable.
 *
 * @param sort the member to sort by
 * @param descending whether the largest comes first
 * @param names which items are wanted, by their names
 * @param fields the members to show; empty means all
 */
record ListRequest(
        int limit,
        Optional<Cursor> after,
        String sort,
        boolean descending,
        NameFilter names,
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
                NameFilter.of(query),
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
        return names.wants(name);
    }

    /**
     * Returns the names of the page, if the list is sorted by name.
     *
     * @param names in ascending order
     * @return with one name more than the limit if there is another page
     */
    List<String> pageOfNames(List<String> names) {
        List<String> ordered = descending ? names.reversed() : names;
        int begin = after.map(cursor -> firstBehind(cursor.name(), names)).orElse(0);
        return ordered.subList(begin, Math.min(begin + limit + 1, ordered.size()));
    }

    private int firstBehind(String name, List<String> names) {
        int found = Collections.binarySearch(names, name);
        if (descending) {
            return names.size() - (found < 0 ? -found - 1 : found);
        }
        return found < 0 ? -found - 1 : found + 1;
    }

    /**
     * The name of an item, and the value that the list is sorted by.
     *
     * @param value of the same kind for all items
     */
    record Key(String name, Object value) {}

    /**
     * Returns the keys of the page in their order. It keeps only as many as the page has and one
     * more, because sorting ten thousand takes longer than all the rest.
     *
     * @param keys of which each is made when it is its turn
     * @return with one key more than the limit if there is another page
     */
    List<Key> pageOf(Iterator<Key> keys) {
        return first(keys, Function.identity(), false);
    }

    /** Returns the page of rows that are all there. */
    Page page(List<Row> rows, String nameMember) {
        List<Row> found =
                first(
                        rows.iterator(),
                        row -> new Key((String) valueOf(row, nameMember), valueOf(row, sort)),
                        sort.equals(nameMember));
        boolean hasMore = found.size() > limit;
        return new Page(
                hasMore ? found.subList(0, limit) : found, nameMember, rows.size(), hasMore);
    }

    private <T> List<T> first(Iterator<T> items, Function<T, Key> keyOf, boolean isByName) {
        Comparator<Key> order = order();
        Comparator<T> orderOfItems = Comparator.comparing(keyOf, order);
        PriorityQueue<T> first = new PriorityQueue<>(limit + 2, orderOfItems.reversed());
        Key last = null;
        while (items.hasNext()) {
            T item = items.next();
            Key key = keyOf.apply(item);
            if (last == null && after.isPresent()) {
                Cursor end = after.get();
                last =
                        new Key(
                                end.name(),
                                isByName ? end.name() : parsed(key.value(), end.value()));
            }
            boolean isBehind = last == null || order.compare(key, last) > 0;
            if (isBehind
                    && (first.size() <= limit || orderOfItems.compare(item, first.element()) < 0)) {
                first.add(item);
                if (first.size() > limit + 1) {
                    first.remove();
                }
            }
        }
        return first.stream().sorted(orderOfItems).toList();
    }

    /** Returns the order of the list. Items of one value are in the order of their names. */
    private Comparator<Key> order() {
        Comparator<Key> byValue = (one, other) -> compare(one.value(), other.value());
        return (descending ? byValue.reversed() : byValue).thenComparing(Key::name);
    }

    private static Object parsed(Object like, String text) {
        try {
            return switch (like) {
                case Long ignored -> Long.valueOf(text);
                case Integer ignored -> Integer.valueOf(text);
                case Double ignored -> Double.valueOf(text);
                case Boolean ignored -> Boolean.valueOf(text);
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
