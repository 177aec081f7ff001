package dev.stanchion.server.config.keys;

import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.values.BadValueException;
import dev.stanchion.server.values.GoDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads values of keys as the text of a flag with the same meaning. Source of the texts: {@code
 * spec/operations.md} 2.5. Pure.
 */
final class FileValue {
    private static final Pattern BARE_NUMBER = Pattern.compile("[+-]?[0-9.]*[0-9][0-9.]*");
    private static final Pattern UNKNOWN_UNIT =
            Pattern.compile(
                    "[+-]?(?:[0-9.]+(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))*[0-9.]+([^0-9.]+).*");

    private FileValue() {}

    /**
     * Reads a value.
     *
     * @throws BadKeyException if its kind is not the flag's
     */
    static String of(Entry entry, Flag flag, FileKey.Scope scope) {
        return switch (flag.kind()) {
            case TEXT -> flag == Flag.FINDINGS ? switches(entry, scope) : text(entry, scope);
            case TEXTS -> texts(entry, scope);
            case BOOL -> Boolean.toString(truth(entry, scope));
            case INTEGER, SIZE -> Long.toString(whole(entry, scope));
            case DURATION -> duration(entry, scope);
        };
    }

    private static String text(Entry entry, FileKey.Scope scope) {
        if (entry.value() instanceof Value.Text(String text)) {
            return text;
        }
        throw wrongKind(entry, scope, "string");
    }

    /** Reads {@code off}, a text as behind the flag, or a map of what is on and off. */
    private static String switches(Entry entry, FileKey.Scope scope) {
        return switch (entry.value()) {
            case Value.Truth(boolean holds) -> holds ? "on" : "off";
            case Value.Section(List<Entry> entries) ->
                    entries.stream()
                            .map(each -> each.key() + (truth(each, scope) ? "=on" : "=off"))
                            .collect(Collectors.joining(","));
            default -> text(entry, scope);
        };
    }

    private static String texts(Entry entry, FileKey.Scope scope) {
        if (!(entry.value() instanceof Value.Items(List<Value> items))) {
            return text(entry, scope);
        }
        List<String> texts = new ArrayList<>();
        for (Value item : items) {
            if (!(item instanceof Value.Text(String text))) {
                throw wrongKind(entry, scope, "a list of strings");
            }
            texts.add(text);
        }
        return String.join(",", texts);
    }

    static boolean truth(Entry entry, FileKey.Scope scope) {
        if (entry.value() instanceof Value.Truth(boolean holds)) {
            return holds;
        }
        throw wrongKind(entry, scope, "bool");
    }

    static long whole(Entry entry, FileKey.Scope scope) {
        if (entry.value() instanceof Value.Whole(long number)) {
            return number;
        }
        throw wrongKind(entry, scope, "int64");
    }

    /** Reads a duration. The NATS part also accepts a number of seconds. */
    static String duration(Entry entry, FileKey.Scope scope) {
        if (scope.isOfNats() && entry.value() instanceof Value.Whole(long seconds)) {
            return seconds + "s";
        }
        String text = text(entry, scope);
        try {
            GoDuration.parseNanos(text);
            return text;
        } catch (BadValueException e) {
            throw new BadKeyException(entry, "time: " + whyNoDuration(text));
        }
    }

    private static String whyNoDuration(String text) {
        String quoted = Quoted.quote(text);
        if (BARE_NUMBER.matcher(text).matches()) {
            return "missing unit in duration " + quoted;
        }
        var unknownUnit = UNKNOWN_UNIT.matcher(text);
        return unknownUnit.matches()
                ? "unknown unit %s in duration %s"
                        .formatted(Quoted.quote(unknownUnit.group(1)), quoted)
                : "invalid duration " + quoted;
    }

    /** Returns the map of a key. */
    static Value.Section section(Entry entry, String title) {
        if (entry.value() instanceof Value.Section section) {
            return section;
        }
        throw new BadKeyException(
                entry, "expected %s to be a map/struct, got %s".formatted(title, entry.value()));
    }

    private static BadKeyException wrongKind(Entry entry, FileKey.Scope scope, String expected) {
        String kind = entry.value().kind();
        return new BadKeyException(
                entry,
                scope.isOfNats()
                        ? "interface conversion: interface {} is %s, not %s"
                                .formatted(kind, expected)
                        : "parameter \"%s\" value is expected to be %s, got %s"
                                .formatted(entry.key(), expected, kind));
    }
}
