package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<Integer> done = new ArrayList<>();

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    @Test
    void shouldWorkInOrderOnceItIsStarted() {
        // given
        WorkQueue<Integer> queue = new WorkQueue<>(tasks::add, 1, 10, done::add);
        queue.add(1);
        queue.add(2);
        assertThat(tasks).isEmpty();

        // when
        queue.start();
        assertThat(tasks).hasSize(1);
        runAll();

        // then
        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void shouldHaveAsManyTasksAsItMay() {
        // given
        WorkQueue<Integer> queue = new WorkQueue<>(tasks::add, 3, 10, done::add);
        queue.start();

        // when
        IntStream.range(0, 5).forEach(queue::add);

        // then
        assertThat(tasks).hasSize(3);
        runAll();
        assertThat(done).hasSize(5);
    }

    @Test
    void shouldGoOnAfterAnErrorOfTheWork() {
        // given
        WorkQueue<Integer> queue =
                new WorkQueue<>(
                        tasks::add,
                        1,
                        10,
                        item -> {
                            if (item == 1) {
                                throw new AssertionError("of the work");
                            }
                            done.add(item);
                        });
        queue.start();
        queue.add(1);
        queue.add(2);

        // when
        assertThatThrownBy(this::runAll).hasMessage("of the work");
        runAll();

        // then
        queue.add(3);
        runAll();
        assertThat(done).containsExactly(2, 3);
    }

    @Test
    void shouldLeaveItemsToTheOtherTasksIfThereMayBeSeveral() {
        // given
        WorkQueue<Integer> queue =
                new WorkQueue<>(
                        tasks::add,
                        2,
                        10,
                        item -> {
                            done.add(item);
                            if (item == 1) { // another task runs while this one works
                                tasks.poll().run();
                                done.add(-1);
                            }
                        });
        queue.start();

        // when
        IntStream.rangeClosed(1, 3).forEach(queue::add);
        runAll();

        // then
        assertThat(done).containsExactly(1, 2, 3, -1);
    }

    @Test
    void shouldRefuseWhatIsTooMuch() {
        WorkQueue<Integer> queue = new WorkQueue<>(tasks::add, 1, 2, done::add);
        assertThat(queue.add(1)).isTrue();
        assertThat(queue.add(2)).isTrue();
        assertThat(queue.add(3)).isFalse();
    }

    @Test
    void shouldMakeRoomForOthersAfterATurn() {
        // given
        WorkQueue<Integer> queue = new WorkQueue<>(tasks::add, 1, 1000, done::add);
        IntStream.range(0, 100).forEach(queue::add);
        queue.start();

        // when
        tasks.poll().run();

        // then
        assertThat(done).hasSize(64);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void shouldDropWhatNobodyRunsAnyMore() {
        WorkQueue<Integer> queue =
                new WorkQueue<>(
                        task -> {
                            throw new RejectedExecutionException();
                        },
                        1,
                        1,
                        done::add);
        queue.start();
        assertThat(queue.add(1)).isTrue();
        assertThat(queue.add(2)).isTrue();
        assertThat(done).isEmpty();
    }
}
