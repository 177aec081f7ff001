package dev.stanchion.server;

/** A server could not start. Whatever had been started is stopped again. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Which part could not start, and so how the log says it. */
    public enum Part {
        /** The log says {@code STREAM: Failed to start: <message>}. */
        STREAMING,
        /** The message is the whole line, without {@code STREAM: }. */
        CORE
    }

    private final Part part;

    public StartException(Part part, String message, Throwable cause) {
        super(message, cause);
        this.part = part;
    }

    public Part part() {
        return part;
    }
}
