package dev.stanchion.server.flags;

/** The arguments break the rules for flags. The message is the line for stderr. */
public final class MalformedLineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedLineException(String line) {
        super(line);
    }

    MalformedLineException(String line, Throwable cause) {
        super(line, cause);
    }
}
