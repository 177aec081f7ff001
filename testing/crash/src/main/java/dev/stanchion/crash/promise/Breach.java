package dev.stanchion.crash.promise;

import org.jspecify.annotations.Nullable;

/**
 * A promise that was not kept.
 *
 * @param facts what was seen
 * @param cause the exception that showed it; null if none did
 */
public record Breach(Promise promise, String facts, @Nullable Throwable cause) {
    @Override
    public String toString() {
        return promise + ": " + facts + "\n  " + promise.sentence();
    }
}
