package dev.stanchion.nats.permission;

import java.util.List;

/**
 * What a wildcard subscription must not be given, although it matches. Immutable; asked by all
 * loops.
 *
 * <p>Cost: a comparison with each pattern for each message; no allocation. Only those patterns are
 * here that overlap the subscription.
 */
public final class DeniedSubjects {
    private final List<SubjectPattern> patterns;

    DeniedSubjects(List<SubjectPattern> patterns) {
        this.patterns = patterns;
    }

    /** Whether a message with this subject is to be kept from it. */
    public boolean contains(byte[] bytes, int from, int length) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(bytes, from, length)) {
                return true;
            }
        }
        return false;
    }
}
