package dev.stanchion.nats.monitoring;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a page, read as the reference reads them: the first of several with one name
 * counts, and unknown ones are ignored. Immutable.
 */
public final class Parameters {
    private static final int DEFAULT_LIMIT = 1024;
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Reads the query of a URL. It leaves out parameters that cannot be read. */
    public static Parameters parse(String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            try {
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                values.putIfAbsent(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                // a stray percent sign: there is no such parameter
            }
        }
        return new Parameters(values);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /**
     * Returns whether the request asks for subscriptions in any form. Subscriptions show inboxes.
     */
    public boolean wantSubscriptions() {
        return !text("subs").isEmpty();
    }

    /** Returns the value; empty if it is missing. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    boolean flag(String name) {
        String text = text(name);
        if (text.isEmpty() || FALSE.contains(text)) {
            return false;
        }
        if (TRUE.contains(text)) {
            return true;
        }
        throw malformed("boolean", name, "ParseBool", text);
    }

    int integer(String name, int otherwise) {
        String text = text(name);
        try {
            return text.isEmpty() ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw malformed("int", name, "Atoi", text);
        }
    }

    /** Returns the value; 0 if it is missing. */
    long unsigned(String name) {
        String text = text(name);
        try {
            return text.isEmpty() ? 0 : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw malformed("uint64", name, "ParseUint", text);
        }
    }

    private static BadParameterException malformed(
            String kind, String name, String function, String text) {
        return new BadParameterException(
                "Error decoding %s for '%s': strconv.%s: parsing \"%s\": invalid syntax"
                        .formatted(kind, name, function, text));
    }

    /** Returns the index of the first item, never negative. */
    int offset() {
        return Math.max(0, integer("offset", 0));
    }

    /** Returns the maximum number of items. */
    int limit() {
        int limit = integer("limit", 0);
        return limit <= 0 ? DEFAULT_LIMIT : limit;
    }
}
