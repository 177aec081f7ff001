package dev.stanchion.test.launcher;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * One command with its parameters. Immutable.
 *
 * @param path behind {@code /api/v1/test/}: {@code clock/advance}
 * @param body the data of a message to publish
 */
record Question(String path, Map<String, String> parameters, String body) {
    static Question of(String path, String rawQuery, String body) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new Question(path, parameters, body);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Returns a parameter that must be there. */
    String text(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException(path + ": parameter " + name + " is missing");
        }
        return value;
    }

    /** Returns a parameter; empty if it is not there. */
    String optional(String name) {
        return parameters.getOrDefault(name, "");
    }

    long number(String name) {
        String value = text(name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s: %s is \"%s\" (expected: a number)".formatted(path, name, value), e);
        }
    }
}
