package dev.stanchion.server.api;

import java.util.regex.Pattern;

/**
 * Names in texts for people. A client may choose names of 4 KiB, and a sentence names several: with
 * hostile ones, a few hundred sentences are megabytes.
 */
final class ShortNames {
    static final int MOST = 120;

    private static final Pattern LONG = Pattern.compile("(\\S{%d})\\S+".formatted(MOST));

    private ShortNames() {}

    /** Returns a text in which a long name ends with an ellipsis. */
    static String in(String text) {
        return text.length() <= MOST ? text : LONG.matcher(text).replaceAll("$1…");
    }
}
