package dev.stanchion.server.log;

import java.util.Map;

/**
 * The options of a log: level of detail, form and destination. Immutable.
 *
 * @param timestamps whether each line has the time
 * @param streaming the detail of the streaming part
 * @param core the detail of the NATS part
 * @param levels the levels of single parts, which beat the detail of the whole part
 */
public record LogOptions(
        Destination destination,
        Shape shape,
        boolean timestamps,
        Detail streaming,
        Detail core,
        Map<Component, LineLevel> levels) {
    public static final LogOptions DEFAULT =
            new LogOptions(
                    Destination.STDERR, Shape.TEXT, true, Detail.NORMAL, Detail.NORMAL, Map.of());

    public LogOptions {
        levels = Map.copyOf(levels);
    }

    /** Returns these options with other details. */
    public LogOptions withDetails(
            Detail newStreaming, Detail newCore, Map<Component, LineLevel> newLevels) {
        return new LogOptions(destination, shape, timestamps, newStreaming, newCore, newLevels);
    }

    /** Returns these options with another destination. */
    public LogOptions to(Destination newDestination) {
        return new LogOptions(newDestination, shape, timestamps, streaming, core, levels);
    }

    /** Returns these options with another form. */
    public LogOptions shaped(Shape newShape, boolean newTimestamps) {
        return new LogOptions(destination, newShape, newTimestamps, streaming, core, levels);
    }

    /** The form of an event. */
    public enum Shape {
        /** The line of the Go server. */
        TEXT,
        /** A JSON object in one line, for log collectors. */
        JSON
    }

    /**
     * Two independent switches: tracing without debugging is possible.
     *
     * @param debug decisions and transitions
     * @param trace every request
     */
    public record Detail(boolean debug, boolean trace) {
        public static final Detail NORMAL = new Detail(false, false);
    }
}
