package dev.stanchion.server.flags;

import dev.stanchion.protocol.NearName;
import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.flags.ParsedFlags.Given;
import dev.stanchion.server.values.BadValueException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads flags by the rules of Go's package {@code flag}: one or two dashes, {@code -x=v} or {@code
 * -x v}, booleans only with {@code =}, the end at the first argument that is not a flag, or after
 * {@code --}. Used once, by one thread.
 */
public final class FlagParser {
    private final Dialect dialect;
    private final List<String> arguments;
    private final Map<Flag, Given> given = new EnumMap<>(Flag.class);
    private int next;

    private FlagParser(List<String> arguments, Dialect dialect) {
        this.arguments = arguments;
        this.dialect = dialect;
    }

    /**
     * Reads a whole line.
     *
     * @throws MalformedLineException with the error in one line
     */
    public static ParsedFlags parse(List<String> arguments, Dialect dialect) {
        return new FlagParser(arguments, dialect).parse();
    }

    private ParsedFlags parse() {
        while (next < arguments.size() && takeFlag(arguments.get(next))) {
            // takeFlag moves to the next argument
        }
        return new ParsedFlags(given, arguments.subList(next, arguments.size()));
    }

    /** Takes one flag with its value. Returns false after the last flag. */
    private boolean takeFlag(String argument) {
        if (argument.length() < 2 || argument.charAt(0) != '-') {
            return false;
        }
        next++;
        if (argument.equals("--")) {
            return false;
        }
        String body = argument.substring(argument.startsWith("--") ? 2 : 1);
        if (body.startsWith("-") || body.startsWith("=")) {
            throw new MalformedLineException("bad flag syntax: " + argument);
        }
        int equals = body.indexOf('=');
        if (equals < 0) {
            take(body, null);
        } else {
            take(body.substring(0, equals), body.substring(equals + 1));
        }
        return true;
    }

    private void take(String name, @Nullable String attached) {
        Flag flag = dialect.find(name);
        if (flag == null) {
            throw new MalformedLineException(
                    "flag provided but not defined: -" + name + suggestion(name));
        }
        String value = attached == null ? detachedValue(flag, name) : attached;
        try {
            flag.kind().check(value);
        } catch (BadValueException e) {
            throw new MalformedLineException(badValue(flag, name, value, e.getMessage()), e);
        }
        // Policies add up. If both -mb and --max_bytes are given, the short name wins; otherwise
        // the last one
        // wins.
        Given before = given.get(flag);
        boolean keepsBefore =
                flag == Flag.MAX_BYTES
                        && before != null
                        && before.name().equals("mb")
                        && !name.equals("mb");
        if (flag == Flag.POLICY && before != null) {
            given.put(flag, Given.onLine(name, before.value() + ";" + value));
        } else if (!keepsBefore) {
            given.put(flag, Given.onLine(name, value));
        }
    }

    private String detachedValue(Flag flag, String name) {
        if (flag.kind() == Kind.BOOL) {
            return "true";
        }
        if (next == arguments.size()) {
            throw new MalformedLineException("flag needs an argument: -" + name);
        }
        return arguments.get(next++);
    }

    private static String badValue(Flag flag, String name, String value, @Nullable String reason) {
        return flag.kind() == Kind.BOOL
                ? "invalid boolean value " + Quoted.quote(value) + " for -" + name + ": " + reason
                : "invalid value " + Quoted.quote(value) + " for flag -" + name + ": " + reason;
    }

    private String suggestion(String name) {
        List<String> names =
                Arrays.stream(Flag.values())
                        .flatMap(flag -> dialect.namesOf(flag).stream())
                        .toList();
        return NearName.of(name, names).map(near -> "; did you mean -" + near + "?").orElse("");
    }
}
