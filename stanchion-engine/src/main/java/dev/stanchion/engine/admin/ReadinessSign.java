package dev.stanchion.engine.admin;

/**
 * Shows whether the engine can take operations. The first shard changes it, and any thread reads
 * it.
 */
public final class ReadinessSign {
    private volatile Readiness now = Readiness.RECOVERING;

    public Readiness now() {
        return now;
    }

    public void show(Readiness next) {
        now = next;
    }
}
