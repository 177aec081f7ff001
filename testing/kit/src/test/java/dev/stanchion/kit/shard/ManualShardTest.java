package dev.stanchion.kit.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualShardTest {
    private final ManualShard shard = ManualShard.alone();
    private final List<String> ran = new ArrayList<>();

    @Test
    void shouldRunTasksBeforeTheHooksOfTheirBatch() {
        // given
        shard.atEndOfBatch(() -> ran.add("hook"));
        shard.execute(() -> shard.execute(() -> ran.add("second")));
        shard.execute(() -> ran.add("first"));

        // when
        boolean anything = shard.runReady();

        // then
        assertThat(anything).isTrue();
        assertThat(ran).containsExactly("first", "second", "hook");
        assertThat(shard.runReady()).isFalse();
    }

    @Test
    void shouldRunTimersInTheirOrderAndAtTheirTime() {
        // given
        long start = shard.elapsedNanos();
        shard.schedule(20, () -> ran.add("late at " + (shard.elapsedNanos() - start)));
        shard.schedule(
                10,
                () -> shard.schedule(5, () -> ran.add("then " + (shard.elapsedNanos() - start))));
        Timer cancelled = shard.schedule(15, () -> ran.add("cancelled"));
        shard.schedule(-1, () -> ran.add("soon"));
        cancelled.cancel();

        // when
        shard.advance(Duration.ofNanos(19));

        // then
        assertThat(ran).containsExactly("soon", "then 15");
        shard.advance(Duration.ofNanos(1));
        assertThat(ran).endsWith("late at 20");
    }

    @Test
    void shouldBelongToTheThreadThatMadeIt() throws InterruptedException {
        // given
        List<Boolean> elsewhere = new ArrayList<>();

        // when
        Thread other = new Thread(() -> elsewhere.add(shard.isCurrent()));
        other.start();
        other.join();

        // then
        assertThat(shard.isCurrent()).isTrue();
        assertThat(elsewhere).containsExactly(false);
    }
}
