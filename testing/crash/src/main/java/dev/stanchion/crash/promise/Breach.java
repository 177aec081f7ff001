package dev.stanchion.crash.promise;

import org.jspecify.annotations.Nullable;

/**
 * A broken promise.
 *
 * @param facts the observations
 * @param cause the exception that showed it; null if there was none
 */
public record Breach(Promise promise, String facts, @Nullable Throwable cause) {
    @Override
    public String toString() {
        return promise + ": " + facts + "\n  " + promise.sentence();
    }
}
