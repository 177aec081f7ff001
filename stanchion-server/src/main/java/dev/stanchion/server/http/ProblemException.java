package dev.stanchion.server.http;

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
}
