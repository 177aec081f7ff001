package dev.stanchion.server.config.keys;

import dev.stanchion.server.config.Entry;

/** A key of a configuration file has a value that is not valid. */
public final class BadKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the whole line for the user: the place in the file, then Go's reason. */
    BadKeyException(Entry entry, String reason) {
        super(entry.position() + ": " + reason);
    }
}
