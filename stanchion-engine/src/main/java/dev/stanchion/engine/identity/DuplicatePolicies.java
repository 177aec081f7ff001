package dev.stanchion.engine.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which {@link DuplicatePolicy} holds for which client IDs: the first rule whose pattern fits; what
 * none fits is rejected. Immutable.
 *
 * <pre>{@code
 * orders*=lease:8,web-*=replace,audit=reject
 * }</pre>
 *
 * <p>A pattern is a client ID in which {@code *} stands for any characters, or none.
 */
public record DuplicatePolicies(List<Rule> rules) {
    /** No exceptions: as NATS Streaming. */
    public static final DuplicatePolicies REJECT_ALL = new DuplicatePolicies(List.of());

    private static final DuplicatePolicy REJECT = new DuplicatePolicy.Reject();
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9_*-]+");
    private static final Pattern SLOTS = Pattern.compile("[1-9][0-9]{0,8}");
    private static final String LEASE_UP_TO = "lease:";

    /**
     * Checks that every rule can come to be used.
     *
     * @throws MalformedPolicyException if one cannot
     */
    public DuplicatePolicies {
        rules = List.copyOf(rules);
        for (int later = 1; later < rules.size(); later++) {
            Rule hidden = rules.get(later);
            for (Rule earlier : rules.subList(0, later)) {
                if (earlier.covers(hidden)) {
                    throw new MalformedPolicyException(
                            hidden.toString(), "to come before " + earlier + ", which covers it");
                }
            }
        }
    }

    /** One rule. */
    public record Rule(String pattern, DuplicatePolicy policy) {
        /**
         * Checks the pattern.
         *
         * @throws MalformedPolicyException if no client ID could fit it
         */
        public Rule {
            if (!PATTERN.matcher(pattern).matches()) {
                throw new MalformedPolicyException(
                        pattern + "=" + policy,
                        "a client ID before the =, of letters, digits, - and _, where * stands for"
                                + " any of them");
            }
        }

        boolean fits(String text) {
            return StarPattern.fits(pattern, text);
        }

        /** A star of the other pattern counts as a character that only a star can stand for. */
        private boolean covers(Rule other) {
            return fits(other.pattern);
        }

        @Override
        public String toString() {
            return pattern + "=" + policy;
        }
    }

    /** Returns the policy for a client ID. */
    public DuplicatePolicy of(String clientId) {
        for (Rule rule : rules) {
            if (rule.fits(clientId)) {
                return rule.policy();
            }
        }
        return REJECT;
    }

    /**
     * Reads rules as an operator writes them, separated by commas; an empty text has none.
     *
     * @throws MalformedPolicyException if there is something else
     */
    public static DuplicatePolicies parse(String text) {
        if (text.isBlank()) {
            return REJECT_ALL;
        }
        List<Rule> rules = new ArrayList<>();
        for (String rule : text.split(",", -1)) {
            rules.add(parseRule(rule.strip()));
        }
        return new DuplicatePolicies(rules);
    }

    private static Rule parseRule(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new MalformedPolicyException(text, "<client ID or pattern>=<policy>");
        }
        return new Rule(
                text.substring(0, equals).strip(),
                parsePolicy(text.substring(equals + 1).strip(), text));
    }

    private static DuplicatePolicy parsePolicy(String policy, String rule) {
        return switch (policy) {
            case "reject" -> REJECT;
            case "replace" -> new DuplicatePolicy.Replace();
            case "lease" -> new DuplicatePolicy.Lease(DuplicatePolicy.Lease.UNLIMITED);
            default -> {
                String slots = policy.substring(Math.min(policy.length(), LEASE_UP_TO.length()));
                if (!policy.startsWith(LEASE_UP_TO) || !SLOTS.matcher(slots).matches()) {
                    throw new MalformedPolicyException(
                            rule, "reject, replace, lease or lease:<slots> behind the =");
                }
                yield new DuplicatePolicy.Lease(Integer.parseInt(slots));
            }
        };
    }

    @Override
    public String toString() {
        return String.join(",", rules.stream().map(Rule::toString).toList());
    }
}
