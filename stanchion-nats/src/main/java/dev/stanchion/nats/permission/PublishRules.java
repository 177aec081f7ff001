package dev.stanchion.nats.permission;

import java.util.List;

/** The publish rules of permissions in a form for fast checks. Immutable. */
final class PublishRules {
    private final boolean allowsAll;
    private final List<SubjectPattern> allow;
    private final List<SubjectPattern> deny;

    PublishRules(SubjectRules rules) {
        allowsAll = rules.allowsAll();
        allow = patterns(rules.allow());
        deny = patterns(rules.deny());
    }

    private static List<SubjectPattern> patterns(List<SubjectRule> rules) {
        return rules.stream().map(rule -> new SubjectPattern(rule.subject())).toList();
    }

    boolean allows(byte[] subject) {
        return (allowsAll || anyMatches(allow, subject)) && !anyMatches(deny, subject);
    }

    private static boolean anyMatches(List<SubjectPattern> patterns, byte[] subject) {
        for (SubjectPattern pattern : patterns) {
            if (pattern.matches(subject, 0, subject.length)) {
                return true;
            }
        }
        return false;
    }
}
