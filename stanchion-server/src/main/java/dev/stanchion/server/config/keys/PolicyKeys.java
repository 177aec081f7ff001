package dev.stanchion.server.config.keys;

import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.policy.PolicyException;
import dev.stanchion.engine.policy.PolicyKey;
import dev.stanchion.engine.policy.PolicyPlace;
import dev.stanchion.engine.policy.PolicyRule;
import dev.stanchion.engine.policy.PolicySetting;
import dev.stanchion.engine.policy.PolicyTarget;
import dev.stanchion.engine.policy.PolicyTarget.Kind;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import dev.stanchion.server.config.keys.FileKey.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The map {@code policies}: channel patterns with what an operator wants for them. Inside a
 * pattern, what is written for groups and durables comes before what is written for the channel.
 * Used once.
 */
final class PolicyKeys {
    private final List<PolicyRule> rules = new ArrayList<>();

    private PolicyKeys() {}

    /**
     * Reads the map.
     *
     * @throws BadKeyException if something in it is not valid
     */
    static Policies read(Entry policies) {
        PolicyKeys reading = new PolicyKeys();
        for (Entry channels : FileValue.section(policies, "policies").entries()) {
            reading.readChannels(channels);
        }
        return checked(policies, () -> new Policies(reading.rules));
    }

    private void readChannels(Entry channels) {
        StrictSection map = StrictSection.of(channels, Scope.POLICY);
        readPositions(channels, map.find(FileKey.POLICY_GROUPS), Kind.GROUP);
        readPositions(channels, map.find(FileKey.POLICY_DURABLES), Kind.DURABLE);
        PolicyTarget target = checked(channels, () -> PolicyTarget.ofChannels(channels.key()));
        addRule(channels, target, settings(channels));
    }

    private void readPositions(Entry channels, @Nullable Entry positions, Kind kind) {
        if (positions == null) {
            return;
        }
        for (Entry each : FileValue.section(positions, positions.key()).entries()) {
            StrictSection map = StrictSection.of(each, Scope.POLICY);
            for (FileKey key : List.of(FileKey.POLICY_GROUPS, FileKey.POLICY_DURABLES)) {
                Entry nested = map.find(key);
                if (nested != null) {
                    throw new BadKeyException(
                            nested,
                            "%s: expected beside the keys of a channel"
                                    .formatted(key.names().getFirst()));
                }
            }
            PolicyTarget target =
                    checked(each, () -> PolicyTarget.of(channels.key(), kind, each.key()));
            addRule(each, target, settings(each));
        }
    }

    private void addRule(Entry entry, PolicyTarget target, List<PolicySetting> settings) {
        if (!settings.isEmpty()) {
            rules.add(checked(entry, () -> new PolicyRule(target, settings)));
        }
    }

    private static List<PolicySetting> settings(Entry entry) {
        List<PolicySetting> settings = new ArrayList<>();
        for (Entry each : FileValue.section(entry, entry.key()).entries()) {
            if (!each.isVariable()) {
                readSetting(each, settings);
            }
        }
        return settings;
    }

    private static void readSetting(Entry entry, List<PolicySetting> settings) {
        String name = entry.key().toLowerCase(Locale.ROOT);
        if (FileKey.POLICY_PARKED.names().contains(name)) {
            StrictSection.of(entry, Scope.PARKED);
            for (Entry each : FileValue.section(entry, "parked").entries()) {
                String inner = name + "_" + each.key().toLowerCase(Locale.ROOT);
                settings.add(setting(PolicyKey.of(inner).orElseThrow(), each));
            }
        }
        PolicyKey.of(name).ifPresent(key -> settings.add(setting(key, entry)));
    }

    private static PolicySetting setting(PolicyKey key, Entry entry) {
        PolicyPlace place = new PolicyPlace(entry.position().file(), entry.position().line());
        return checked(entry, () -> new PolicySetting(key, text(entry, entry.value()), place));
    }

    /** Returns the value as it is written behind the flag. */
    private static String text(Entry entry, Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Whole(long number) -> Long.toString(number);
            case Value.Items(List<Value> items) ->
                    items.stream().map(each -> text(entry, each)).collect(Collectors.joining("/"));
            default -> throw StrictSection.wrongKind(entry, value, "string (put it in quotes)");
        };
    }

    private static <T> T checked(Entry entry, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (PolicyException e) {
            throw new BadKeyException(entry, String.valueOf(e.getMessage()));
        }
    }
}
