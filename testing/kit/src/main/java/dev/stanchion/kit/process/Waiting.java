package dev.stanchion.kit.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for events of other processes. */
public final class Waiting {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    private Waiting() {}

    /**
     * Waits until {@code condition} holds. Only a broken program reaches the time limit.
     *
     * @param what the expected event, for the report of a failure
     */
    public static void until(String what, Callable<Boolean> condition) {
        expecting(what).until(condition);
    }

    static ConditionFactory expecting(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(POLL_INTERVAL);
    }
}
