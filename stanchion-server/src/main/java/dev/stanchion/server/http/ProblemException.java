package dev.stanchion.server.http;

import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Ends a call with a problem. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false); // what a caller did wrong needs no stack trace
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** Returns what has failed, without what futures have put around it. */
    public static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Returns the problem of a failure; empty if it is another one. */
    public static Optional<Problem> problemOf(Throwable failure) {
        return causeOf(failure) instanceof ProblemException known
                ? Optional.of(known.problem)
                : Optional.empty();
    }
}
