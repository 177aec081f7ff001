package dev.stanchion.server.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;

/** The levels of a line, with their three letters and their colour on a terminal. */
public enum LineLevel {
    TRACE("TRC", "33"),
    DEBUG("DBG", "36"),
    INFO("INF", "32"),
    WARNING("WRN", "0;93"),
    ERROR("ERR", "31"),
    /** The process ends because of it. */
    FATAL("FTL", "31");

    /** The level of fatal lines, above all levels of libraries. */
    static final Level FATAL_LEVEL = new FatalLevel();

    private final String letters;
    private final String colour;

    LineLevel(String letters, String colour) {
        this.letters = letters;
        this.colour = colour;
    }

    static LineLevel of(Level level) {
        int value = level.intValue();
        if (value < Level.FINE.intValue()) {
            return TRACE;
        }
        if (value < Level.INFO.intValue()) {
            return DEBUG;
        }
        if (value < Level.WARNING.intValue()) {
            return INFO;
        }
        if (value < Level.SEVERE.intValue()) {
            return WARNING;
        }
        return value > Level.SEVERE.intValue() ? FATAL : ERROR;
    }

    /** Returns its name in options. */
    public String label() {
        return this == WARNING ? "warn" : name().toLowerCase(Locale.ROOT);
    }

    /** Finds a level by its name in options. */
    public static Optional<LineLevel> named(String label) {
        return Arrays.stream(values())
                .filter(level -> level != FATAL && level.label().equals(label))
                .findFirst();
    }

    /** Returns the level that a logger needs to log lines of this level. */
    Level level() {
        return switch (this) {
            case TRACE -> Level.FINEST;
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARNING;
            case ERROR, FATAL -> Level.SEVERE;
        };
    }

    String letters() {
        return letters;
    }

    String coloured() {
        return "\u001b[" + colour + "m" + letters + "\u001b[0m";
    }

    private static final class FatalLevel extends Level {
        private static final long serialVersionUID = 1L;

        FatalLevel() {
            super("FATAL", Level.SEVERE.intValue() + 100);
        }
    }
}
