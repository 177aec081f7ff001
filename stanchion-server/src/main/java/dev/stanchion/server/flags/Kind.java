package dev.stanchion.server.flags;

import dev.stanchion.server.values.BadValueException;
import dev.stanchion.server.values.GoBoolean;
import dev.stanchion.server.values.GoDuration;
import dev.stanchion.server.values.GoInteger;

/** How the value of a flag is written. */
public enum Kind {
    TEXT("<string>"),
    /** One or more, in a file as a list, with commas between them. */
    TEXTS("<string,...>"),
    BOOL("<bool>"),
    INTEGER("<int>"),
    DURATION("<duration>"),
    /** Read as a text first, so that a bad one fails after the line has been understood. */
    SIZE("<size>");

    private final String placeholder;

    Kind(String placeholder) {
        this.placeholder = placeholder;
    }

    /** Returns how the usage text shows a value of this kind. */
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
                // any text will do here
            }
        }
    }
}
