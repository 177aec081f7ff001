package dev.stanchion.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reports a failure, its reason and its remedy.
 *
 * <p>Programs look at {@link #kind()} and {@link #serverError()}; people read the message, which
 * ends with the remedy.
 */
public final class StreamingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kinds of failures that a program may want to distinguish. */
    public enum Kind {
        /** An argument that no server would accept; nothing was sent. */
        INVALID,
        /** No NATS server answers at the URL, or it refused the credentials. */
        UNREACHABLE,
        /**
         * NATS is there, but no streaming server answered in time; the request may have taken
         * effect.
         */
        NO_ANSWER,
        /** The streaming server said no; {@link #serverError()} has its words. */
        REFUSED,
        /**
         * A publish of {@link StreamingClient} was sent, and its ack did not come: the message may
         * be stored or not.
         */
        UNCERTAIN,
        /** The connection existed and ended by itself; connect again. */
        LOST,
        /** The connection or subscription was closed by this program. */
        CLOSED,
        /** Too many publishes wait for their acks, and waiting for a free place did not help. */
        OVERLOADED,
        /** The waiting thread was interrupted; its interrupt flag is set again. */
        INTERRUPTED
    }

    private final Kind kind;
    private final String problem;
    private final String remedy;
    private final @Nullable String serverError;

    StreamingException(
            Kind kind,
            String problem,
            String remedy,
            @Nullable String serverError,
            @Nullable Throwable cause) {
        super(problem + ". " + remedy, cause);
        this.kind = kind;
        this.problem = problem;
        this.remedy = remedy;
        this.serverError = serverError;
    }

    public Kind kind() {
        return kind;
    }

    /** Returns what happened, without the remedy; one line without a full stop. */
    public String problem() {
        return problem;
    }

    /** Returns what a person can do about it; one or two sentences. */
    public String remedy() {
        return remedy;
    }

    /**
     * Returns the server's exact text ({@code spec/streaming.md} 13); empty if it did not answer.
     */
    public Optional<String> serverError() {
        return Optional.ofNullable(serverError);
    }
}
