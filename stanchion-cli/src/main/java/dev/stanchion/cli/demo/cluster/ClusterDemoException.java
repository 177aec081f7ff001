package dev.stanchion.cli.demo.cluster;

import org.jspecify.annotations.Nullable;

/** The servers of the story cannot be started, for a reason outside of it. */
public final class ClusterDemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    ClusterDemoException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + ". " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    public String problem() {
        return problem;
    }

    public String remedy() {
        return remedy;
    }
}
