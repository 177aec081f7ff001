package dev.stanchion.nats.permission;

import java.util.ArrayList;
import java.util.List;

/**
 * What is allowed, and what of that is denied. Immutable.
 *
 * @param allowsAll whether everything is allowed that is not denied; then there is no allow list
 */
public record SubjectRules(boolean allowsAll, List<SubjectRule> allow, List<SubjectRule> deny) {
    /** Everything. */
    public static final SubjectRules ALL = new SubjectRules(true, List.of(), List.of());

    /** Nothing. */
    public static final SubjectRules NOTHING = new SubjectRules(false, List.of(), List.of());

    public SubjectRules {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        if (allowsAll && !allow.isEmpty()) {
            throw new IllegalArgumentException("allow: " + allow + " (expected: none)");
        }
    }

    /** Only what is listed, each as {@link SubjectRule#of} reads it. */
    public static SubjectRules only(String... allow) {
        return new SubjectRules(false, rules(List.of(allow)), List.of());
    }

    /** All but what is listed. */
    public static SubjectRules allBut(String... deny) {
        return new SubjectRules(true, List.of(), rules(List.of(deny)));
    }

    private static List<SubjectRule> rules(List<String> texts) {
        return texts.stream().map(SubjectRule::of).toList();
    }

    /** These with more that is allowed. */
    public SubjectRules and(List<SubjectRule> more) {
        if (allowsAll) {
            return this;
        }
        List<SubjectRule> all = new ArrayList<>(allow);
        all.addAll(more);
        return new SubjectRules(false, all, deny);
    }

    /** Whether there is nothing to check. */
    boolean isUnlimited() {
        return allowsAll && deny.isEmpty();
    }
}
