package dev.stanchion.server;

/** A server could not start. Everything that had been started is stopped again. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The part that could not start. It decides the form of the log line. */
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
