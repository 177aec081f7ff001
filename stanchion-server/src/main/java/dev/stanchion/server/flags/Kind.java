package dev.stanchion.server.flags;

import dev.stanchion.server.values.BadValueException;
import dev.stanchion.server.values.GoBoolean;
import dev.stanchion.server.values.GoDuration;
import dev.stanchion.server.values.GoInteger;

/** The form of a flag's value. */
public enum Kind {
    TEXT("<string>"),
    /** One or more texts with commas between them; a list in a file. */
    TEXTS("<string,...>"),
    BOOL("<bool>"),
    INTEGER("<int>"),
    DURATION("<duration>"),
    /**
     * A size. It is read as a text first, so that a wrong one fails after the line has been parsed.
     */
    SIZE("<size>");

    private final String placeholder;

    Kind(String placeholder) {
        this.placeholder = placeholder;
    }

    /** Returns the placeholder for a value of this kind. */
    String placeholder() {
        return placeholder;
    }

    /**
     * Checks a value as the parser of flags does.
     *
     * @throws BadValueException with Go's reason
     */
    void check(String value) {
        switch (this) {
            case BOOL -> GoBoolean.parse(value);
            case INTEGER -> GoInteger.parse(value);
            case DURATION -> GoDuration.parseNanos(value);
            case TEXT, TEXTS, SIZE -> {
                // every text is valid here
            }
        }
    }
}
