package dev.stanchion.engine.policy;

import dev.stanchion.engine.policy.PolicyTarget.Kind;
import dev.stanchion.protocol.NearName;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules as an operator writes them behind a flag, separated by semicolons.
 *
 * <pre>{@code
 * tickets:*=max_deliveries:5,backoff:1s/10s/1m
 * tickets:created/group:orders-service=key:$.id
 * eu.>/durable:audit=max_deliveries:0
 * }</pre>
 */
public final class PolicyText {
    private static final String FORM =
            "<channels>[/group:<name>|/durable:<name>]=<key>:<value>,...";

    private PolicyText() {}

    /**
     * Reads rules; an empty text has none.
     *
     * @throws PolicyException if there is something else
     */
    public static Policies parse(String text) {
        List<PolicyRule> rules = new ArrayList<>();
        for (String rule : text.split(";", -1)) {
            if (!rule.isBlank()) {
                rules.add(rule(rule.strip()));
            }
        }
        return new Policies(rules);
    }

    private static PolicyRule rule(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new PolicyException("policy \"" + text + "\"", FORM);
        }
        List<PolicySetting> settings = new ArrayList<>();
        for (String setting : text.substring(equals + 1).split(",", -1)) {
            settings.add(setting(setting.strip()));
        }
        return new PolicyRule(target(text.substring(0, equals).strip()), settings);
    }

    private static PolicyTarget target(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return PolicyTarget.ofChannels(text);
        }
        String channels = text.substring(0, slash);
        String position = text.substring(slash + 1);
        for (Kind kind : List.of(Kind.GROUP, Kind.DURABLE)) {
            String prefix = kind.text() + ":";
            if (position.startsWith(prefix)) {
                return PolicyTarget.of(channels, kind, position.substring(prefix.length()));
            }
        }
        throw new PolicyException("policy for \"" + text + "\"", FORM);
    }

    private static PolicySetting setting(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new PolicyException("policy key \"" + text + "\"", FORM);
        }
        return new PolicySetting(
                key(text.substring(0, colon).strip()),
                text.substring(colon + 1).strip(),
                PolicyPlace.COMMAND_LINE);
    }

    private static PolicyKey key(String name) {
        return PolicyKey.of(name)
                .orElseThrow(() ->
                        new PolicyException(
                                "unknown policy key \"" + name + "\"" + meant(name),
                                String.join(", ", PolicyKey.names())));
    }

    private static String meant(String name) {
        return NearName.of(name, PolicyKey.names())
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
    }
}
