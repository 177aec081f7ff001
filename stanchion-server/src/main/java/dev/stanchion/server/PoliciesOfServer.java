package dev.stanchion.server;

import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.engine.policy.Policies;
import org.jspecify.annotations.Nullable;

/**
 * The policies that hold now, for the engine of the current term and for those of later ones. Safe
 * for use by many threads.
 */
final class PoliciesOfServer {
    private Policies current;
    private @Nullable StreamingEngine engine;

    PoliciesOfServer(Policies first) {
        this.current = first;
    }

    synchronized Policies current() {
        return current;
    }

    /** Others hold from now on. */
    synchronized void change(Policies next) {
        current = next;
        if (engine != null) {
            engine.change(next);
        }
    }

    /** An engine has started, perhaps with older ones. */
    synchronized void serve(StreamingEngine started) {
        engine = started;
        started.change(current);
    }
}
