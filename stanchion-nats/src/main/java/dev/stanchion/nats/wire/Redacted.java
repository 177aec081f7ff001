package dev.stanchion.nats.wire;

import java.util.Locale;
import java.util.Set;

/**
 * The JSON of a {@code CONNECT} as it may be shown: without what its client proves itself by. It
 * need not be well-formed, since what a server refuses is shown too.
 */
public final class Redacted {
    private static final String HIDDEN = "[REDACTED]";
    private static final Set<String> SECRETS = Set.of("pass", "auth_token", "jwt", "sig");

    private final String json;
    private final StringBuilder shown = new StringBuilder();
    private int at;

    private Redacted(String json) {
        this.json = json;
    }

    /** Returns the text with {@code [REDACTED]} in place of the values of secret keys. */
    public static String of(String json) {
        return new Redacted(json).text();
    }

    private String text() {
        while (at < json.length()) {
            if (json.charAt(at) == '"') {
                takeString();
            } else {
                shown.append(json.charAt(at++));
            }
        }
        return shown.toString();
    }

    /** A key is a string with a colon behind it. */
    private void takeString() {
        int end = endOfString(at);
        String content = json.substring(at + 1, Math.max(at + 1, end - 1));
        shown.append(json, at, end);
        at = end;
        takeBlanks();
        if (at < json.length() && json.charAt(at) == ':') {
            shown.append(json.charAt(at++));
            takeBlanks();
            if (isSecret(content)) {
                hideValue();
            }
        }
    }

    /** Whoever escapes letters of a key has something to hide. */
    private static boolean isSecret(String key) {
        return key.contains("\\") || SECRETS.contains(key.toLowerCase(Locale.ROOT));
    }

    private void hideValue() {
        if (at < json.length() && json.charAt(at) == '"') {
            int end = endOfString(at);
            shown.append('"').append(HIDDEN).append('"');
            at = end;
            return;
        }
        shown.append(HIDDEN);
        while (at < json.length() && json.charAt(at) != ',' && json.charAt(at) != '}') {
            at++;
        }
    }

    private void takeBlanks() {
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            shown.append(json.charAt(at++));
        }
    }

    /** Where the string that begins at a quote ends; the end of all if it does not. */
    private int endOfString(int quote) {
        for (int i = quote + 1; i < json.length(); i++) {
            if (json.charAt(i) == '\\') {
                i++;
            } else if (json.charAt(i) == '"') {
                return i + 1;
            }
        }
        return json.length();
    }
}
