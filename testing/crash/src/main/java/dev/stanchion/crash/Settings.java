package dev.stanchion.crash;

import dev.stanchion.crash.Tuning.Sync;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.kit.shard.Chance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The settings of one simulation. Immutable.
 *
 * @param hasFaults whether the disk fails, and not only processes and power
 * @param hasPowerLoss whether the machine ends, and not only processes
 * @param interruptions how often, in percent, other workers run while one calls the disk
 * @param acts the possible events with their weights
 */
record Settings(
        int shards,
        int readers,
        List<String> channels,
        Sync sync,
        boolean hasFaults,
        boolean hasPowerLoss,
        int interruptions,
        boolean hasLimits,
        List<Act> acts) {
    private static final List<String> NAMES =
            List.of(
                    "tickets:created",
                    "tickets:updated",
                    "orders.created",
                    "a",
                    "Übermut",
                    "CON",
                    "x*y?<z>|\"\\",
                    "long-" + "0123456789".repeat(30));

    static Settings draw(Chance chance) {
        Sync sync =
                chance.percent(80) ? Sync.ALWAYS : chance.pick(List.of(Sync.INTERVAL, Sync.NEVER));
        return new Settings(
                chance.between(1, 3),
                chance.between(1, 2),
                NAMES.subList(0, chance.between(1, NAMES.size())),
                sync,
                sync == Sync.ALWAYS && chance.percent(45),
                sync == Sync.ALWAYS && chance.percent(75),
                chance.pick(List.of(0, 10, 40)),
                chance.percent(60),
                drawActs(chance));
    }

    private static List<Act> drawActs(Chance chance) {
        List<Act> acts = new ArrayList<>();
        for (Act act : Act.values()) {
            if (act.isIndispensable() || chance.percent(70)) {
                for (int i = 0; i < act.weight(); i++) {
                    acts.add(act);
                }
            }
        }
        return acts;
    }

    ChannelLimits drawLimits(Chance chance) {
        if (!hasLimits || chance.percent(40)) {
            return ChannelLimits.UNLIMITED;
        }
        return new ChannelLimits(
                chance.percent(60) ? chance.between(1, 60) : 0,
                chance.percent(40) ? chance.between(1, 6_000) : 0,
                0);
    }

    /** Returns the settings without the list of events. */
    @Override
    public String toString() {
        List<Act> missing = Arrays.stream(Act.values()).filter(act -> !acts.contains(act)).toList();
        return "%d shard(s), %d reader(s), %d channel(s), sync %s%s%s%s, interrupted %d %%, without %s"
                .formatted(
                        shards,
                        readers,
                        channels.size(),
                        sync,
                        hasFaults ? ", faults" : "",
                        hasPowerLoss ? ", power loss" : "",
                        hasLimits ? ", limits" : "",
                        interruptions,
                        missing);
    }
}
