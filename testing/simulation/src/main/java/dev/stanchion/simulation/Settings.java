package dev.stanchion.simulation;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.StoreLimits;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.simulation.bus.BusKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The settings of one simulation. Immutable.
 *
 * @param acts the possible events with their weights
 */
record Settings(
        int shards,
        BusKind busKind,
        StoreKind storeKind,
        EngineOptions options,
        List<String> clientIds,
        List<String> channels,
        List<Act> acts) {
    static final String CLUSTER_ID = "sim";

    /** A delay is shorter than the shortest age at which messages are removed. */
    private static final List<String> POLICIES =
            List.of(
                    "one=delay:800ms",
                    "one=max_deliveries:3",
                    "one=max_deliveries:2,backoff:300ms/3s;two=max_deliveries:1",
                    "one=key:reply",
                    "one=key:reply,max_waiting:2,max_deliveries:2,on_parked:hold_key"
                            + ";two=key:reply,max_deliveries:2");

    /** The store that the engine uses. */
    enum StoreKind {
        /** Slow, faulty and persistent. */
        DISK,
        /** Prompt and forgetful. */
        MEMORY,
        /** The streams of a NATS cluster, used by the store that Stanchion has for them. */
        CLUSTER
    }

    /** Returns the settings without the list of events. */
    @Override
    public String toString() {
        return "%d shard(s), %s bus, %s store, %s, without %s"
                .formatted(shards, busKind, storeKind, options, missingActs());
    }

    private List<Act> missingActs() {
        return Arrays.stream(Act.values()).filter(act -> !acts.contains(act)).toList();
    }

    static Settings draw(Chance chance) {
        return new Settings(
                chance.between(1, 3),
                chance.percent(70) ? BusKind.EMBEDDED : BusKind.EXTERNAL,
                chance.percent(75) ? StoreKind.DISK : StoreKind.MEMORY,
                drawOptions(chance),
                List.of("a", "b", "c", "d", "e").subList(0, chance.between(2, 5)),
                List.of("one", "two", "three.x", "three.y").subList(0, chance.between(1, 4)),
                drawActs(chance));
    }

    /** Returns the same with another store. */
    Settings withStore(StoreKind kind) {
        List<Act> possible = new ArrayList<>(acts);
        if (kind == StoreKind.CLUSTER) {
            possible.addAll(Collections.nCopies(Act.PAUSE_ENGINE.weight(), Act.PAUSE_ENGINE));
        }
        return new Settings(shards, busKind, kind, options, clientIds, channels, possible);
    }

    private static EngineOptions drawOptions(Chance chance) {
        EngineOptions options =
                EngineOptions.defaults()
                        .withClusterId(CLUSTER_ID)
                        .withLimits(drawLimits(chance))
                        .withHeartbeats(
                                Duration.ofSeconds(chance.between(1, 4)),
                                Duration.ofSeconds(chance.between(1, 2)),
                                chance.between(0, 2))
                        .withReplaceDurable(chance.percent(25))
                        .withCompatibility(
                                chance.pick(List.of(Compatibility.values())), chance.oneIn(2));
        EngineOptions bounded =
                chance.percent(75) ? options : options.withQueueBounds(1_000, 1_000);
        return chance.oneIn(2)
                ? bounded
                : bounded.withPolicies(PolicyText.parse(chance.pick(POLICIES)));
    }

    private static StoreLimits drawLimits(Chance chance) {
        return new StoreLimits(
                chance.percent(10) ? 2 : 0,
                chance.percent(10) ? 4 : 0,
                chance.percent(20) ? chance.between(1, 40) : 0,
                chance.percent(10) ? 3_000 : 0,
                chance.percent(15) ? chance.between(2, 30) * World.SECONDS : 0,
                chance.percent(10) ? chance.between(1, 20) * World.SECONDS : 0);
    }

    /** Returns how many timers the engine may keep for unused channels. */
    int timersOfChannels() {
        StoreLimits limits = options.limits();
        boolean any = limits.maxAgeNanos() > 0 || limits.maxInactivityNanos() > 0;
        return any ? 2 * channels.size() : 0;
    }

    private static List<Act> drawActs(Chance chance) {
        List<Act> acts = new ArrayList<>();
        for (Act act : Act.values()) {
            if (act == Act.PAUSE_ENGINE) {
                continue; // see withStore
            }
            if (act.isIndispensable() || chance.percent(60)) {
                for (int i = 0; i < act.weight(); i++) {
                    acts.add(act);
                }
            }
        }
        return acts;
    }
}
