package dev.stanchion.cli.exchange;

import dev.stanchion.cli.api.JsonTree;
import java.util.Map;

/**
 * A line of an export. Immutable.
 *
 * @param number of the line in the file, from 1
 * @param text the line as it is in the file
 * @param fields its fields, with numbers as text
 */
public record ExportLine(long number, String text, Kind kind, Map<String, Object> fields) {
    /** The version of the form that this program writes and reads. */
    public static final int FORMAT = 1;

    public ExportLine {
        fields = Map.copyOf(fields);
    }

    /** What a line tells. */
    public enum Kind {
        EXPORT("export"),
        CHANNEL("channel"),
        MESSAGE("message"),
        POSITION("position"),
        END("end"),
        /** The following ones are in a backup only. */
        SERVER("server"),
        CLIENT("client"),
        SUBSCRIPTION("subscription"),
        THROUGH("through"),
        DAMAGED("damaged");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Returns the value of the field {@code type}. */
        public String text() {
            return text;
        }
    }

    /**
     * Reads a line.
     *
     * @throws BrokenExportException if it is none
     */
    public static ExportLine of(long number, String text) {
        Map<String, Object> fields = JsonTree.object(text);
        String type = JsonTree.text(fields, "type");
        for (Kind kind : Kind.values()) {
            if (kind.text().equals(type)) {
                return new ExportLine(number, text, kind, fields);
            }
        }
        throw new BrokenExportException(
                number,
                type.isEmpty()
                        ? "not a line of an export (expected: a JSON object with a type)"
                        : "type " + type + " (expected: a type that this version knows)");
    }

    /** Makes the error of this line. */
    public BrokenExportException broken(String what) {
        return new BrokenExportException(number, what);
    }

    /** Returns the channel of the line. */
    public String channel() {
        return needed("channel");
    }

    /** Returns a field that cannot be missing. */
    public String needed(String name) {
        String value = JsonTree.text(fields, name);
        if (value.isEmpty()) {
            throw new BrokenExportException(number, "there is no " + name);
        }
        return value;
    }

    /** Returns a field that is a whole number. */
    public long numberOf(String name) {
        String value = needed(name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new BrokenExportException(
                    number, "%s: %s (expected: a whole number)".formatted(name, value));
        }
    }
}
