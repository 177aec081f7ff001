package dev.stanchion.server.log;

import java.util.Map;

/**
 * What is logged, how it looks and where it goes. Immutable.
 *
 * @param timestamps whether each line has the time
 * @param streaming how much the streaming layer says
 * @param core how much the NATS layer says
 * @param levels of single parts, which count instead of what their layer says
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

    /** Returns options that differ in how much is said. */
    public LogOptions withDetails(
            Detail newStreaming, Detail newCore, Map<Component, LineLevel> newLevels) {
        return new LogOptions(destination, shape, timestamps, newStreaming, newCore, newLevels);
    }

    /** Returns options that differ in where the lines go. */
    public LogOptions to(Destination newDestination) {
        return new LogOptions(newDestination, shape, timestamps, streaming, core, levels);
    }

    /** Returns options that differ in how a line looks. */
    public LogOptions shaped(Shape newShape, boolean newTimestamps) {
        return new LogOptions(destination, newShape, newTimestamps, streaming, core, levels);
    }

    /** What one event becomes. */
    public enum Shape {
        /** The line of the Go server. */
        TEXT,
        /** An object in one line, for what collects logs. */
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
