package dev.stanchion.load;

import org.jspecify.annotations.Nullable;

/** Reports that a measurement is impossible or that its result is wrong. */
public final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    public LoadException(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public LoadException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + ". " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** Returns the problem in one line without a full stop. */
    public String problem() {
        return problem;
    }

    /** Returns the remedy in one line. */
    public String remedy() {
        return remedy;
    }
}
