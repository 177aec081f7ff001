package dev.stanchion.cli.admin;

import dev.stanchion.cli.terminal.JsonLine;

/** Places in a channel as people type them: first, last, 41, +100, -100, or a time. */
final class Places {
    private Places() {}

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT.*";
    private static final String FORMS =
            "first, last, a sequence, %sor a time like 2026-12-01T10:00:00Z";

    /**
     * Returns the place for a query.
     *
     * @throws WrongUsageException if it is none
     */
    static String inQuery(String place) {
        if (place.matches("first|last|seq:.*|time:.*")) {
            return place;
        }
        if (place.matches("\\d{1,18}")) {
            return "seq:" + place;
        }
        requireTime("--from", place, FORMS.formatted(""));
        return "time:" + place;
    }

    private static void requireTime(String flag, String place, String forms) {
        if (!place.matches(TIME)) {
            throw new WrongUsageException("%s: %s (expected: %s)".formatted(flag, place, forms));
        }
    }

    /**
     * Returns the body of a move.
     *
     * @throws WrongUsageException if the place is none
     */
    static String moveBody(String place, boolean keepInFlight) {
        return "{\"to\":" + target(place) + (keepInFlight ? ",\"keepInFlight\":true}" : "}");
    }

    private static String target(String place) {
        if (place.matches("first|last")) {
            return "\"" + place + "\"";
        }
        if (place.matches("[+-]\\d{1,18}")) {
            return new JsonLine().with("by", Long.parseLong(place)).end();
        }
        if (place.matches("\\d{1,18}")) {
            return new JsonLine().with("sequence", Long.parseLong(place)).end();
        }
        requireTime("--to", place, FORMS.formatted("+n, -n, "));
        return new JsonLine().with("time", place).end();
    }
}
