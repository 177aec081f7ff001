package dev.stanchion.server.flags;

import dev.stanchion.server.values.GoBoolean;
import dev.stanchion.server.values.GoDuration;
import dev.stanchion.server.values.GoInteger;
import dev.stanchion.server.values.SizeText;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A parsed command line: the given flags, and the arguments behind them. Immutable.
 *
 * @param given in the order of the table; each value has been checked against the flag's kind
 * @param positionals the arguments from the first one that is not a flag
 */
public record ParsedFlags(Map<Flag, Given> given, List<String> positionals) {
    /**
     * One option as it was given on the command line or in a file.
     *
     * @param name as typed, without dashes
     * @param place its position in a file, {@code a.conf:3:5}; empty on the command line
     */
    public record Given(String name, String place, String value) {
        static Given onLine(String name, String value) {
            return new Given(name, "", value);
        }

        /** Returns its name in errors: {@code -mm}, or {@code a.conf:3:5: max_msgs}. */
        String label() {
            return place.isEmpty() ? "-" + name : place + ": " + name;
        }
    }

    public ParsedFlags {
        EnumMap<Flag, Given> copy = new EnumMap<>(Flag.class);
        copy.putAll(given);
        given = Collections.unmodifiableMap(copy);
        positionals = List.copyOf(positionals);
    }

    /** Returns these flags, and the file's values of the others. */
    public ParsedFlags over(Map<Flag, Given> file) {
        EnumMap<Flag, Given> all = new EnumMap<>(Flag.class);
        all.putAll(file);
        all.putAll(given);
        return new ParsedFlags(all, positionals);
    }

    /** Returns the flags that were given. */
    public Set<Flag> flags() {
        return given.keySet();
    }

    /** Returns whether the flag was given, on the line or in a file. */
    public boolean has(Flag flag) {
        return given.containsKey(flag);
    }

    /** Returns the typed name, or the flag's first name if it was not given. */
    public String nameOf(Flag flag) {
        Given value = given.get(flag);
        return value == null ? flag.names().getFirst() : value.name();
    }

    /** Returns the name of a given flag in errors. */
    public String labelOf(Flag flag) {
        Given value = given.get(flag);
        return value == null ? "-" + flag.names().getFirst() : value.label();
    }

    /** Returns the value as typed, or the flag's default. */
    public String text(Flag flag) {
        Given value = given.get(flag);
        return value == null ? flag.defaultValue() : value.value();
    }

    public boolean bool(Flag flag) {
        return GoBoolean.parse(text(flag));
    }

    public long integer(Flag flag) {
        return GoInteger.parse(text(flag));
    }

    public long durationNanos(Flag flag) {
        return GoDuration.parseNanos(text(flag));
    }

    /** Returns a number of bytes; empty if the text is not a size. */
    public OptionalLong size(Flag flag) {
        return SizeText.parse(text(flag));
    }

    /** Returns whether the flag's value is its default, however it is written. */
    public boolean isDefault(Flag flag) {
        String value = text(flag);
        String standard = flag.defaultValue();
        return switch (flag.kind()) {
            case TEXT, TEXTS -> value.equals(standard);
            case BOOL -> GoBoolean.parse(value) == GoBoolean.parse(standard);
            case INTEGER -> GoInteger.parse(value) == GoInteger.parse(standard);
            case DURATION -> GoDuration.parseNanos(value) == GoDuration.parseNanos(standard);
            case SIZE -> SizeText.parse(value).equals(SizeText.parse(standard));
        };
    }
}
