package dev.stanchion.nats.permission;

import java.util.ArrayList;
import java.util.List;

/**
 * The allowed subjects, and the denied ones among them. Immutable.
 *
 * @param allowsAll whether everything is allowed that is not denied; then the allow list is empty
 */
public record SubjectRules(boolean allowsAll, List<SubjectRule> allow, List<SubjectRule> deny) {
    /** Allows everything. */
    public static final SubjectRules ALL = new SubjectRules(true, List.of(), List.of());

    /** Allows nothing. */
    public static final SubjectRules NOTHING = new SubjectRules(false, List.of(), List.of());

    public SubjectRules {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        if (allowsAll && !allow.isEmpty()) {
            throw new IllegalArgumentException("allow: " + allow + " (expected: none)");
        }
    }

    /**
     * Returns rules that allow only the listed subjects, each as {@link SubjectRule#of} reads it.
     */
    public static SubjectRules only(String... allow) {
        return new SubjectRules(false, rules(List.of(allow)), List.of());
    }

    /** Returns rules that deny only the listed subjects. */
    public static SubjectRules allBut(String... deny) {
        return new SubjectRules(true, List.of(), rules(List.of(deny)));
    }

    private static List<SubjectRule> rules(List<String> texts) {
        return texts.stream().map(SubjectRule::of).toList();
    }

    /** Returns these rules with more allowed subjects. */
    public SubjectRules and(List<SubjectRule> more) {
        if (allowsAll) {
            return this;
        }
        List<SubjectRule> all = new ArrayList<>(allow);
        all.addAll(more);
        return new SubjectRules(false, all, deny);
    }

    /** Returns whether there is nothing to check. */
    boolean isUnlimited() {
        return allowsAll && deny.isEmpty();
    }
}
