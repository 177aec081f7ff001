package dev.stanchion.server.log;

import java.util.logging.LogRecord;

/** Decides which events are logged. Immutable. */
record LogFilter(LogOptions options) {
    boolean wants(LogRecord event) {
        String logger = event.getLoggerName() == null ? "" : event.getLoggerName();
        LineLevel level = LineLevel.of(event.getLevel());
        LineLevel least = options.levels().get(Component.of(logger));
        if (least == null || Layer.of(logger) == Layer.FOREIGN) {
            return isWantedOf(Layer.of(logger), level);
        }
        return level.compareTo(least) >= 0;
    }

    private boolean isWantedOf(Layer layer, LineLevel level) {
        LogOptions.Detail detail =
                switch (layer) {
                    case STREAMING -> options.streaming();
                    case CORE -> options.core();
                    case FOREIGN -> LogOptions.Detail.NORMAL;
                };
        return switch (level) {
            case TRACE -> detail.trace();
            case DEBUG -> detail.debug();
            case INFO, WARNING, ERROR, FATAL -> true;
        };
    }
}
