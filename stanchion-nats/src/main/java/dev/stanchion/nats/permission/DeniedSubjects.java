package dev.stanchion.nats.permission;

import java.util.List;

/**
 * The denied subjects that a wildcard subscription matches and must not get. Immutable; all loops
 * use it.
 *
 * <p>Cost: a comparison with each pattern for each message; no allocation. It contains only the
 * patterns that overlap the subscription.
 */
public final class DeniedSubjects {
    private final List<SubjectPattern> patterns;

    DeniedSubjects(List<SubjectPattern> patterns) {
        this.patterns = patterns;
    }

    /** Returns whether the subscription must not get a message with this subject. */
    public boolean contains(byte[] bytes, int from, int length) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(bytes, from, length)) {
                return true;
            }
        }
        return false;
    }
}
