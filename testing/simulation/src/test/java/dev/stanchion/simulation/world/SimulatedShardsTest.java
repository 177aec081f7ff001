package dev.stanchion.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedShardsTest {
    private final VirtualTime time = new VirtualTime();
    private final List<Throwable> escaped = new ArrayList<>();

    @Test
    void shouldRunTasksOfOneShardInOrderAndOfTwoShardsInAnyOrder() {
        // given
        Set<List<String>> orders = new HashSet<>();

        // when
        for (int seed = 0; seed < 50; seed++) {
            List<String> order = new ArrayList<>();
            SimulatedShards shards = shards(2, seed);
            shards.all().get(0).execute(() -> order.add("a1"));
            shards.all().get(0).execute(() -> order.add("a2"));
            shards.all().get(1).execute(() -> order.add("b"));
            runAll(shards);
            orders.add(order);
        }

        // then
        assertThat(orders)
                .containsExactlyInAnyOrder(
                        List.of("a1", "a2", "b"),
                        List.of("a1", "b", "a2"),
                        List.of("b", "a1", "a2"));
    }

    @Test
    void shouldRunHooksOnceAndAlsoWhenNothingElseIsToDo() {
        // given
        List<String> ran = new ArrayList<>();
        SimulatedShards shards = shards(1, 1);
        SimulatedShard shard = shards.all().get(0);

        // when
        shard.execute(() -> shard.atEndOfBatch(() -> ran.add("hook")));
        runAll(shards);

        // then
        assertThat(ran).containsExactly("hook");
    }

    @Test
    void shouldRefuseWhatOnlyTheShardItselfMayDo() {
        // given
        SimulatedShards shards = shards(2, 1);

        // when
        shards.all().get(0).execute(() -> shards.all().get(1).schedule(1, () -> {}));
        runAll(shards);

        // then
        assertThat(escaped).singleElement().isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> shards.all().get(0).elapsedNanos())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRunATimerWhenItIsDueUnlessItWasCancelled() {
        // given
        List<String> ran = new ArrayList<>();
        SimulatedShards shards = shards(1, 1);
        SimulatedShard shard = shards.all().get(0);
        shard.execute(() -> {
            shard.schedule(1_000, () -> ran.add("kept"));
            shard.schedule(1_000, () -> ran.add("cancelled")).cancel();
        });
        runAll(shards);
        assertThat(shards.pendingTimers()).isEqualTo(1);

        // when
        while (time.isDueBy(Long.MAX_VALUE)) {
            time.happenNext();
        }
        runAll(shards);

        // then
        assertThat(ran).containsExactly("kept");
        assertThat(shards.pendingTimers()).isZero();
    }

    @Test
    void shouldForgetEverythingWhenHalted() {
        // given
        List<String> ran = new ArrayList<>();
        SimulatedShards shards = shards(1, 1);
        shards.all().get(0).execute(() -> ran.add("never"));

        // when
        shards.halt();
        shards.all().get(0).execute(() -> ran.add("neither"));

        // then
        assertThat(shards.isIdle()).isTrue();
        assertThat(ran).isEmpty();
    }

    private SimulatedShards shards(int count, long seed) {
        return new SimulatedShards(count, time, new Chance(seed), escaped::add);
    }

    private static void runAll(SimulatedShards shards) {
        while (!shards.isIdle()) {
            shards.runOne();
        }
    }
}
