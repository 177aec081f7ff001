package dev.stanchion.crash.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.crash.disk.ProcessEnded;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.store.file.work.Worker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManualWorkersTest {
    private final VirtualTime time = new VirtualTime();
    private final List<Throwable> bugs = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final ManualWorkers workers = workers(1);

    private ManualWorkers workers(long seed) {
        return new ManualWorkers(time, new Chance(seed), 2, bugs::add);
    }

    private void runAll(ManualWorkers some) {
        while (some.hasWork()) {
            some.runOne();
        }
    }

    @Test
    void shouldKeepEachWorkersOrderAndMixThem() {
        // given
        Set<List<String>> orders = new HashSet<>();

        // when
        for (int seed = 1; seed <= 100; seed++) {
            ManualWorkers some = workers(seed);
            List<String> order = new ArrayList<>();
            some.committer().execute(() -> order.add("c1"));
            some.committer().execute(() -> order.add("c2"));
            some.writer().execute(() -> order.add("w"));
            runAll(some);
            assertThat(order).containsSubsequence("c1", "c2").contains("w");
            orders.add(order);
        }

        // then
        assertThat(orders).hasSize(3);
    }

    @Test
    void shouldWaitForTheDelayAndNoLonger() {
        // given
        workers.keeper().executeAfter(1_000, () -> done.add("late"));

        // when // then
        assertThat(workers.hasWork()).isFalse();
        time.happenNext();
        runAll(workers);
        assertThat(done).containsExactly("late");
    }

    @Test
    void shouldDoWhatWasGivenBeforeACallAndThenReturn() {
        // given
        workers.committer().execute(() -> done.add("before"));

        // when
        workers.committer().call(() -> done.add("called"));

        // then
        assertThat(done).containsExactly("before", "called");
    }

    @Test
    void shouldPassOnWhatACallThrows() {
        assertThatThrownBy(() ->
                        workers.keeper()
                                .call(() -> {
                                    throw new IllegalArgumentException("no");
                                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(bugs).isEmpty();
    }

    @Test
    void shouldNotLetAWorkerWaitForAWorker() {
        // when
        Worker keeper = workers.keeper();
        keeper.execute(() -> keeper.call(() -> done.add("never")));
        runAll(workers);

        // then
        assertThat(bugs).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(done).isEmpty();
    }

    @Test
    void shouldLetOthersGoOnInTheMiddleOfATask() {
        // given
        workers.committer()
                .execute(() -> {
                    done.add("begins");
                    runAll(workers);
                    done.add("ends");
                });
        workers.committer().execute(() -> done.add("next"));
        workers.writer().execute(() -> done.add("other"));

        // when
        while (!done.contains("begins")) {
            workers.runOne();
        }
        runAll(workers);

        // then
        assertThat(done).containsSubsequence("begins", "ends", "next").contains("other");
    }

    @Test
    void shouldReportABugAndGoOn() {
        // given
        workers.writer()
                .execute(() -> {
                    throw new IllegalStateException("bug");
                });
        workers.writer().execute(() -> done.add("next"));

        // when
        runAll(workers);

        // then
        assertThat(bugs).hasSize(1);
        assertThat(done).containsExactly("next");
    }

    @Test
    void shouldDoNothingMoreOnceTheProcessHasEnded() {
        // given
        workers.writer()
                .execute(() -> {
                    throw new ProcessEnded();
                });
        workers.keeper().executeAfter(10, () -> done.add("late"));

        // when
        workers.runOne();
        workers.committer().execute(() -> done.add("after"));
        time.happenNext();

        // then
        assertThat(workers.hasWork()).isFalse();
        assertThatThrownBy(() -> workers.committer().call(() -> done.add("call")))
                .isInstanceOf(ProcessEnded.class);
        assertThat(bugs).isEmpty();
        assertThat(done).isEmpty();
    }

    @Test
    void shouldNotKeepACallerWaitingForAClosedStore() {
        // given
        workers.close();

        // when
        workers.committer().call(() -> done.add("call"));

        // then
        assertThat(done).isEmpty();
    }
}
