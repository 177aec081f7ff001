package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.Place;
import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.http.ProblemException;

/**
 * The body of a request that moves a position: {@code {"to":{"sequence":41}}}, {@code
 * {"to":{"time":"…"}}}, {@code {"to":{"by":-100}}}, {@code {"to":"first"}} or {@code
 * {"to":"last"}}.
 */
final class MoveBody {
    private static final String TO = "to";
    private static final String EXPECTED =
            "\"first\", \"last\", or one of {\"sequence\":…}, {\"time\":…}, {\"by\":…}";

    private MoveBody() {}

    /**
     * Reads a body.
     *
     * @throws ProblemException if it names no place
     */
    static Operation.Move read(JsonBody body, String channel, PositionKey position) {
        Place place = body.isText(TO) ? named(body) : inObject(body);
        boolean keepInFlight = body.truth("keepInFlight").orElse(false);
        body.end();
        return new Operation.Move(channel, position, place, keepInFlight);
    }

    private static Place named(JsonBody body) {
        return switch (body.textOrThrow(TO)) {
            case "first" -> new Place.First();
            case "last" -> new Place.Last();
            default -> throw body.wrong(TO, EXPECTED);
        };
    }

    private static Place inObject(JsonBody body) {
        JsonBody to = body.object(TO).orElseThrow(() -> body.wrong(TO, EXPECTED));
        var sequence = to.number("sequence", 1, Long.MAX_VALUE);
        var by = to.number("by", -Long.MAX_VALUE, Long.MAX_VALUE);
        var time = to.text("time");
        to.end();
        int given =
                (sequence.isPresent() ? 1 : 0)
                        + (by.isPresent() ? 1 : 0)
                        + (time.isPresent() ? 1 : 0);
        if (given != 1) {
            throw body.wrong(TO, EXPECTED);
        }
        if (sequence.isPresent()) {
            return new Place.Sequence(sequence.getAsLong());
        }
        return by.isPresent()
                ? new Place.By(by.getAsLong())
                : new Place.Time(
                        Times.epochNanos(time.orElseThrow())
                                .orElseThrow(() -> to.wrong("time", Times.EXPECTED)));
    }

    /** Returns the body for an operation. */
    static String of(Operation.Move move) {
        return Json.object(out -> {
            switch (move.to()) {
                case Place.First ignored -> out.writeStringProperty(TO, "first");
                case Place.Last ignored -> out.writeStringProperty(TO, "last");
                case Place.Sequence(long sequence) -> {
                    out.writeObjectPropertyStart(TO);
                    out.writeNumberProperty("sequence", sequence);
                    out.writeEndObject();
                }
                case Place.Time(long epochNanos) -> {
                    out.writeObjectPropertyStart(TO);
                    Json.time(out, "time", epochNanos);
                    out.writeEndObject();
                }
                case Place.By(long messages) -> {
                    out.writeObjectPropertyStart(TO);
                    out.writeNumberProperty("by", messages);
                    out.writeEndObject();
                }
            }
            if (move.keepInFlight()) {
                out.writeBooleanProperty("keepInFlight", true);
            }
        });
    }
}
