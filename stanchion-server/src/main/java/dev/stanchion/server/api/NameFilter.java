package dev.stanchion.server.api;

import dev.stanchion.engine.identity.StarPattern;
import dev.stanchion.server.http.Query;
import java.util.Locale;

/**
 * Which names somebody looks for, whatever the case of their letters: those that contain a text, or
 * those that fit a pattern as a whole, in which {@code *} stands for any characters. Immutable.
 *
 * @param text the text or the pattern, in lower case; empty wants every name
 */
record NameFilter(String text) {
    /** Reads the parameter {@code q}. */
    static NameFilter of(Query query) {
        return new NameFilter(query.text("q").orElse("").toLowerCase(Locale.ROOT));
    }

    boolean isOpen() {
        return text.isEmpty();
    }

    boolean wants(String name) {
        if (isOpen()) {
            return true;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return text.indexOf('*') < 0 ? lower.contains(text) : StarPattern.fits(text, lower);
    }
}
