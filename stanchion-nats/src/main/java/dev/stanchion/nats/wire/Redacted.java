package dev.stanchion.nats.wire;

import java.util.Locale;
import java.util.Set;

/**
 * Shows the JSON of a {@code CONNECT} without its secrets. The JSON need not be well-formed,
 * because traces also show a {@code CONNECT} that the server refuses.
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

    /** Takes a string. A string with a colon behind it is a key. */
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

    /**
     * Returns whether the value of this key is secret. A key with escaped letters counts as secret
     * too.
     */
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

    /**
     * Returns the end of the string that begins at a quote; the end of the text if the string has
     * none.
     */
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
