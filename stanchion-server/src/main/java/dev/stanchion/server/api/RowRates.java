package dev.stanchion.server.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Adds rates to rows, from the differences to the rows before. So nothing is counted for them when
 * a message is published or sent. The rates of a new row are 0. Belongs to one sampler.
 */
final class RowRates {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double TENTHS = 10;

    private final LongSupplier nanoClock;
    private Map<String, Row> before = Map.of();
    private long beforeNanos;

    RowRates(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Adds what comes into channels. */
    void addToChannels(List<Row> rows) {
        add(
                rows,
                (row, old, seconds) ->
                        row.with("inPerSecond", rate(row, old, "lastSequence", seconds)));
    }

    /** Adds what goes out to positions, and what they acknowledge. */
    void addToPositions(List<Row> rows) {
        add(
                rows,
                (row, old, seconds) -> {
                    double sent = rate(row, old, "nextSequence", seconds);
                    double waiting = difference(row, old, "inFlight") / seconds;
                    row.with("sentPerSecond", sent)
                            .with("ackedPerSecond", rounded(Math.max(0, sent - waiting)));
                    addToMembers(row, old, seconds);
                });
    }

    /** Adds what each member of a position acknowledges. */
    private static void addToMembers(Row row, Row old, double seconds) {
        Map<Object, Row> known = HashMap.newHashMap(membersOf(old).size());
        membersOf(old).forEach(member -> known.put(idOf(member), member));
        for (Row member : membersOf(row)) {
            Row last = known.getOrDefault(idOf(member), member);
            member.with("ackedPerSecond", rate(member, last, "acknowledgements", seconds));
        }
    }

    private static List<Row> membersOf(Row position) {
        return position.value("members") instanceof List<?> members
                ? members.stream().map(Row.class::cast).toList()
                : List.of();
    }

    private static Object idOf(Row member) {
        return String.valueOf(member.value("subscriptionId"));
    }

    private interface Addition {
        void add(Row row, Row old, double seconds);
    }

    private void add(List<Row> rows, Addition addition) {
        long now = nanoClock.getAsLong();
        double seconds = (now - beforeNanos) / NANOS_PER_SECOND;
        Map<String, Row> next = new HashMap<>();
        for (Row row : rows) {
            String name = nameOf(row);
            boolean isKnown = before.containsKey(name) && seconds > 0;
            addition.add(
                    row, isKnown ? before.getOrDefault(name, row) : row, isKnown ? seconds : 1);
            next.put(name, row);
        }
        before = next;
        beforeNanos = now;
    }

    private static String nameOf(Row row) {
        Object id = row.value(PositionSummary.ID);
        return String.valueOf(id == null ? row.value("name") : id);
    }

    private static double rate(Row row, Row old, String member, double seconds) {
        return rounded(Math.max(0, difference(row, old, member) / seconds));
    }

    private static double difference(Row row, Row old, String member) {
        return number(row, member) - number(old, member);
    }

    private static double number(Row row, String member) {
        return row.value(member) instanceof Number number ? number.doubleValue() : 0;
    }

    private static double rounded(double rate) {
        return Math.round(rate * TENTHS) / TENTHS;
    }
}
