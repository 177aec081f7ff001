package dev.stanchion.server.config.keys;

import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import dev.stanchion.server.config.keys.FileKey.Scope;
import dev.stanchion.server.values.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map about security. An unknown key in it is an error, because a typing error must not go
 * unnoticed. Errors name the place and the kind of a value, but never the value, which may be a
 * secret. Immutable.
 */
final class StrictSection {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Value.Section section;

    private StrictSection(Value.Section section) {
        this.section = section;
    }

    /**
     * Reads the map of a key.
     *
     * @throws BadKeyException if the value is not a map, or has a key of another scope
     */
    static StrictSection of(Entry entry, Scope scope) {
        return of(entry, entry.value(), scope);
    }

    /** As {@link #of(Entry, Scope)}, for one of several maps in brackets. */
    static StrictSection of(Entry entry, Value value, Scope scope) {
        if (!(value instanceof Value.Section section)) {
            throw new BadKeyException(
                    entry,
                    "expected %s to be a map/struct, got %s"
                            .formatted(scope.title(), value.kind()));
        }
        Set<String> known = UnknownKeys.names(scope);
        for (Entry each : section.entries()) {
            if (!each.isVariable() && !known.contains(each.key().toLowerCase(Locale.ROOT))) {
                throw new BadKeyException(
                        each, unknown(each.key(), scope) + UnknownKeys.meant(each.key(), known));
            }
        }
        return new StrictSection(section);
    }

    /** Returns the error of the Go server ({@code spec/operations.md} 2.5). */
    private static String unknown(String key, Scope scope) {
        String name = Quoted.quote(key);
        return switch (scope) {
            case TLS -> "error parsing tls config, unknown field [" + name + "]";
            case PERMISSIONS -> "Unknown field " + name + " parsing permissions";
            default -> "unknown field " + name;
        };
    }

    @Nullable Entry find(FileKey key) {
        return section.find(key.names());
    }

    /** Returns a text; empty if it is missing. */
    String text(FileKey key) {
        Entry entry = find(key);
        return entry == null ? "" : text(entry);
    }

    static String text(Entry entry) {
        if (entry.value() instanceof Value.Text(String text)) {
            return text;
        }
        throw wrongKind(entry, entry.value(), "string (put it in quotes)");
    }

    boolean truth(FileKey key) {
        Entry entry = find(key);
        if (entry == null) {
            return false;
        }
        if (entry.value() instanceof Value.Truth(boolean holds)) {
            return holds;
        }
        throw wrongKind(entry, entry.value(), "bool");
    }

    /** Returns a number; 0 if it is missing. */
    int whole(FileKey key) {
        Entry entry = find(key);
        if (entry == null) {
            return 0;
        }
        if (entry.value() instanceof Value.Whole(long number)) {
            return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        throw wrongKind(entry, entry.value(), "int64");
    }

    /** Returns a time: seconds, whole or not, or a text like {@code 2m}; zero if it is missing. */
    Duration time(FileKey key) {
        Entry entry = find(key);
        if (entry == null) {
            return Duration.ZERO;
        }
        return switch (entry.value()) {
            case Value.Whole(long seconds) -> Duration.ofSeconds(seconds);
            case Value.Fraction(double seconds) ->
                    Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
            default ->
                    Duration.ofNanos(GoDuration.parseNanos(FileValue.duration(entry, Scope.CORE)));
        };
    }

    /** Returns one text or several in brackets; empty if they are missing. */
    List<String> texts(FileKey key) {
        Entry entry = find(key);
        return entry == null ? List.of() : texts(entry);
    }

    static List<String> texts(Entry entry) {
        if (!(entry.value() instanceof Value.Items(List<Value> items))) {
            return List.of(text(entry));
        }
        List<String> texts = new ArrayList<>();
        for (Value item : items) {
            if (!(item instanceof Value.Text(String text))) {
                throw wrongKind(entry, item, "string (put it in quotes)");
            }
            texts.add(text);
        }
        return texts;
    }

    static BadKeyException wrongKind(Entry entry, Value value, String expected) {
        return new BadKeyException(
                entry,
                "%s: interface conversion: interface {} is %s, not %s"
                        .formatted(entry.key(), value.kind(), expected));
    }
}
