package dev.stanchion.engine.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AckWindowTest {
    private final AckWindow window = new AckWindow();

    @Test
    void shouldBeEmptyAtFirst() {
        assertThat(window.size()).isZero();
        assertThat(window.contains(1)).isFalse();
        assertThat(window.remove(1)).isFalse();
        assertThat(window.deadlineNanos(1)).isEqualTo(AckWindow.NO_DEADLINE);
        assertThat(window.firstDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(window.ascending()).isEmpty();
    }

    @Test
    void shouldOrderByDeadlineAndThenBySequence() {
        // given
        window.put(3, 20);
        window.put(1, 20);
        window.put(2, 10);
        window.put(4, 30);

        // then
        assertThat(window.dueBy(20)).containsExactly(2, 1, 3);
        assertThat(window.dueBy(9)).isEmpty();
        assertThat(window.firstDeadlineNanos()).isEqualTo(10);
        assertThat(window.ascending()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void shouldMoveASequenceWhoseDeadlineChanges() {
        // given
        window.put(1, 10);
        window.put(2, 20);

        // when
        window.put(1, 30);

        // then
        assertThat(window.size()).isEqualTo(2);
        assertThat(window.dueBy(Long.MAX_VALUE)).containsExactly(2, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldDoAsASimpleMapDoes(long seed) {
        // given
        Random random = new Random(seed);
        Map<Long, Long> model = new HashMap<>();

        for (int step = 0; step < 20_000; step++) {
            // when
            long sequence = random.nextInt(1 + step / 20);
            if (random.nextInt(5) < 3) {
                long deadline = step + (long) random.nextInt(1_000);
                window.put(sequence, deadline);
                model.put(sequence, deadline);
            } else {
                assertThat(window.remove(sequence)).isEqualTo(model.remove(sequence) != null);
            }
            assertThat(window.size()).isEqualTo(model.size());
            assertThat(window.contains(sequence)).isEqualTo(model.containsKey(sequence));
        }

        // then
        assertThat(window.dueBy(Long.MAX_VALUE)).containsExactly(byDeadline(model));
    }

    private static long[] byDeadline(Map<Long, Long> model) {
        return model.entrySet().stream()
                .sorted(
                        Map.Entry.<Long, Long>comparingByValue()
                                .thenComparing(Map.Entry::getKey, Comparator.naturalOrder()))
                .mapToLong(Map.Entry::getKey)
                .toArray();
    }
}
