package dev.stanchion.simulation.cluster;

import dev.stanchion.kit.cluster.core.ClusterBehaviour;
import dev.stanchion.kit.shard.Chance;
import java.util.ArrayList;
import java.util.List;

/**
 * What one seed came to.
 *
 * @param trace the last that happened
 * @param acknowledged how many messages were
 */
public record StreamRun(List<String> violations, List<String> trace, long acknowledged) {
    private static final long CALM_NANOS = 120 * Arena.SECONDS;

    /** Runs a seed: a number of steps in which anything may happen, and then rest. */
    public static StreamRun of(long seed, int steps, StreamSeams seams) {
        Arena arena = new Arena(seed, seams);
        arena.start();
        for (int i = 0; i < steps; i++) {
            step(arena);
        }
        arena.trace().note("* settling");
        arena.cluster().behave(ClusterBehaviour.HEALTHY);
        arena.processes()
                .forEach(process -> {
                    process.resume();
                    process.connection().revive();
                });
        arena.pass(CALM_NANOS);
        arena.publish("last", 1); // whoever is active writes, and so learns if it is not any more
        arena.pass(CALM_NANOS);
        List<String> violations = new ArrayList<>(StreamVerdict.of(arena));
        violations.addAll(StreamVerdict.ofActive(arena));
        return new StreamRun(
                violations,
                arena.trace().lines(),
                arena.processes().stream()
                        .mapToLong(process -> process.acknowledged().size())
                        .sum());
    }

    private static void step(Arena arena) {
        Chance chance = arena.chance();
        List<StoreProcess> living =
                arena.processes().stream().filter(StoreProcess::isAlive).toList();
        StoreProcess one = living.isEmpty() ? arena.begin() : chance.pick(living);
        int act = chance.below(20);
        arena.trace().note("* act %d of %s", act, one.name());
        switch (act) {
            case 0 -> arena.cluster().behave(ClusterBehaviour.troubled(chance));
            case 1 -> arena.cluster().behave(ClusterBehaviour.HEALTHY);
            case 2 -> one.connection().cut(chance.upToNanos(3 * Arena.SECONDS));
            case 3 -> chance.pick(arena.cluster().streams()).loseLeader();
            case 4 -> one.crash();
            case 5 -> arena.begin();
            case 6 -> fallSilent(arena, one);
            case 7 -> arena.cluster().jumpClock(chance.between(-5_000, 5_000) * Arena.MILLIS);
            case 8 -> arena.pass(chance.upToNanos(12 * Arena.SECONDS));
            case 9 -> sometimesDeleteTheStream(arena);
            case 10 -> one.pause(chance.upToNanos(10 * Arena.SECONDS));
            case 11 -> missTheBeginning(arena, "pub" + chance.below(3));
            default ->
                    arena.publish(
                            "pub" + chance.below(3),
                            chance.oneIn(10) ? 700 : chance.between(1, 20));
        }
        arena.pass(chance.upToNanos(chance.oneIn(3) ? Arena.SECONDS : 20 * Arena.MILLIS));
    }

    /** Only processes that have been replaced are sent the first of some messages. */
    private static void missTheBeginning(Arena arena, String publisher) {
        arena.publishPastTheActive(publisher, arena.chance().between(1, 20));
        arena.publish(publisher, arena.chance().between(1, 20));
    }

    private static void sometimesDeleteTheStream(Arena arena) {
        if (arena.chance().oneIn(20)) {
            arena.deleteStream();
        }
    }

    private static void fallSilent(Arena arena, StoreProcess process) {
        process.connection().fallSilent();
        arena.time()
                .after(
                        arena.chance().upToNanos(5 * Arena.SECONDS),
                        () -> process.connection().cut(Arena.MILLIS));
    }
}
