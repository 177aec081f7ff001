package dev.stanchion.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusyKeysTest {
    private final BusyKeys keys = new BusyKeys();

    @Test
    void shouldLetMessagesWaitInTheirOrder() {
        // given
        keys.begin(1, 7);
        keys.await(2, 7);
        keys.begin(3, 8);
        keys.await(4, 7);

        // then
        assertThat(keys.isBusy(7)).isTrue();
        assertThat(keys.isBusy(9)).isFalse();
        assertThat(keys.waiting()).isEqualTo(2);
        assertThat(keys.longest()).isEqualTo(new BusyKeys.Longest(1, 2));
        assertThat(keys.end(1)).isEqualTo(2);
        assertThat(keys.end(1)).isEqualTo(BusyKeys.NONE);
        assertThat(keys.end(2)).isEqualTo(4);
        assertThat(keys.end(4)).isEqualTo(BusyKeys.NONE);
        assertThat(keys.isBusy(7)).isFalse();
        assertThat(keys.isBusy(8)).isTrue();
        assertThat(keys.size()).isEqualTo(1);
    }

    @Test
    void shouldListTheKeysBehindWhichMostMessagesWait() {
        // given: of key 9, two messages are in flight
        keys.begin(1, 7);
        keys.begin(2, 8);
        keys.await(3, 8);
        keys.await(4, 8);
        keys.begin(6, 9);
        keys.begin(5, 9);
        keys.await(7, 9);

        // then
        assertThat(keys.longest(10))
                .containsExactly(
                        new BusyKeys.Longest(2, 2),
                        new BusyKeys.Longest(5, 1),
                        new BusyKeys.Longest(1, 0));
        assertThat(keys.longest(1)).containsExactly(new BusyKeys.Longest(2, 2));
    }

    @Test
    void shouldFreeAKeyWhenAllItsMessagesAreSettled() {
        // given
        keys.begin(1, 7);
        keys.begin(2, 7);
        keys.await(3, 7);

        // then
        assertThat(keys.end(1)).isEqualTo(BusyKeys.NONE);
        assertThat(keys.end(2)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldDoAsAModelDoes(long seed) {
        // given
        Random random = new Random(seed);
        Map<Long, Long> inFlight = new TreeMap<>();
        Map<Long, Deque<Long>> waiting = new HashMap<>();
        int keyCount = 1 + random.nextInt(200);
        long next = 1;
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(100) < 52) {
                // when
                long sequence = next++;
                // collide in their upper halves, which choose the place
                long key = (random.nextInt(keyCount) + 1L) << (random.nextBoolean() ? 32 : 0);
                boolean isBusy = inFlight.containsValue(key);

                // then
                assertThat(keys.isBusy(key)).isEqualTo(isBusy);
                if (isBusy) {
                    keys.await(sequence, key);
                    waiting.computeIfAbsent(key, each -> new ArrayDeque<>()).add(sequence);
                } else {
                    keys.begin(sequence, key);
                    inFlight.put(sequence, key);
                }
            } else if (!inFlight.isEmpty()) {
                List<Long> all = new ArrayList<>(inFlight.keySet());
                long settled = all.get(random.nextInt(all.size()));
                long key = Objects.requireNonNull(inFlight.remove(settled));
                Deque<Long> behind = waiting.getOrDefault(key, new ArrayDeque<>());
                Long expected = behind.poll();

                // then
                assertThat(keys.end(settled)).isEqualTo(expected == null ? 0 : expected);
                if (expected != null) {
                    inFlight.put(expected, key);
                }
            }
            if (random.nextInt(500) == 0) {
                long bound = random.nextLong(next);
                keys.forgetWaiting(sequence -> sequence >= bound);
                waiting.values().forEach(each -> each.removeIf(sequence -> sequence >= bound));
            }
        }

        // then
        TreeSet<Long> left = new TreeSet<>();
        waiting.values().forEach(left::addAll);
        assertThat(keys.allWaiting()).containsExactly(left.stream().mapToLong(l -> l).toArray());
        assertThat(keys.waiting()).isEqualTo(left.size());
        assertThat(keys.size()).isEqualTo(inFlight.size());
    }
}
