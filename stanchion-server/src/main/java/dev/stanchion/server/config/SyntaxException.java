package dev.stanchion.server.config;

/** A file that does not follow the grammar. The message is the whole line for the user. */
public final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position position;
    private final String reason;

    SyntaxException(Position position, String reason) {
        super(position + ": Parse error on line " + position.line() + ": '" + reason + "'");
        this.position = position;
        this.reason = reason;
    }

    public Position position() {
        return position;
    }

    /** Returns what is wrong there. */
    public String reason() {
        return reason;
    }
}
