package dev.stanchion.engine;

import dev.stanchion.protocol.Quoted;

/**
 * The engine must not start with its options and the data that it found; the text has the reason.
 */
public final class EngineStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean mayPass;

    private EngineStartException(String why, boolean mayPass) {
        super(why);
        this.mayPass = mayPass;
    }

    /** Returns whether the same start may succeed later. */
    public boolean mayPass() {
        return mayPass;
    }

    static EngineStartException otherCluster(String configured, String recovered) {
        return new EngineStartException(
                "cluster ID %s does not match recovered value of %s"
                        .formatted(Quoted.quote(configured), Quoted.quote(recovered)),
                false);
    }

    static EngineStartException notAlone(String clusterId) {
        return new EngineStartException(
                "discovered another streaming server with cluster ID " + Quoted.quote(clusterId),
                true);
    }
}
