package dev.stanchion.cli.admin;

import dev.stanchion.cli.terminal.JsonLine;

/** Places in a channel as people type them: first, last, 41, +100, -100, or a time. */
final class Places {
    private Places() {}

    /** Returns the place for a query. */
    static String inQuery(String place) {
        if (place.matches("first|last|seq:.*|time:.*")) {
            return place;
        }
        return place.matches("\\d+") ? "seq:" + place : "time:" + place;
    }

    /** Returns the body of a move. */
    static String moveBody(String place, boolean keepInFlight) {
        String to =
                place.matches("first|last")
                        ? "\"" + place + "\""
                        : place.matches("[+-]\\d{1,18}")
                                ? new JsonLine().with("by", Long.parseLong(place)).end()
                                : place.matches("\\d{1,18}")
                                        ? new JsonLine()
                                                .with("sequence", Long.parseLong(place))
                                                .end()
                                        : new JsonLine().with("time", place).end();
        return "{\"to\":" + to + (keepInFlight ? ",\"keepInFlight\":true}" : "}");
    }
}
