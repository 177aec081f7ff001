package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenMessagesTest {
    private final OpenMessages open = new OpenMessages();

    private static Instant timeOf(long sequence) {
        return Instant.EPOCH.plusSeconds(sequence & 0xFFFF);
    }

    private void add(long... sequences) {
        for (long sequence : sequences) {
            open.add(sequence, timeOf(sequence), sequence * 10);
        }
    }

    @Test
    void shouldBeginWithTheOldestWhateverComesAndIsDone() {
        // given
        add(5, 6, 8, 7, 5);

        // when
        open.remove(6);
        open.remove(5);
        open.remove(4);

        // then
        assertThat(open.firstSequence()).isEqualTo(7);
        assertThat(open.firstTimestamp()).isEqualTo(timeOf(7));
        assertThat(open.firstArrivalNanos()).isEqualTo(70);
        assertThat(open.contains(6)).isFalse();
        assertThat(open.contains(8)).isTrue();
    }

    @Test
    void shouldOrderSequencesWithoutASign() {
        add(Long.MAX_VALUE, Long.MIN_VALUE, -1, 1);
        assertThat(open.firstSequence()).isEqualTo(1);
        open.removeBefore(Long.MIN_VALUE);
        assertThat(open.firstSequence()).isEqualTo(Long.MIN_VALUE);
    }

    /** The oldest one is never done, and a million others are. */
    @Test
    void shouldTakeNoRoomForMessagesThatAreDone() {
        add(1);
        for (long sequence = 2; sequence < 1_000_000; sequence++) {
            add(sequence);
            open.remove(sequence);
        }
        assertThat(open.capacity()).isLessThan(64);
        assertThat(open.firstSequence()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldDoAsASortedMapDoes(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, Long> model = new TreeMap<>(Long::compareUnsigned);
        long newest = seed % 2 == 0 ? 0 : Long.MAX_VALUE - 1000;
        for (long step = 0; step < 20_000; step++) {
            long some = newest - random.nextInt(40);
            switch (random.nextInt(12)) {
                case 0 -> {
                    model.headMap(some).clear();
                    open.removeBefore(some);
                }
                case 1, 2 -> {
                    model.putIfAbsent(some, step);
                    open.add(some, timeOf(step), step);
                }
                case 3, 4, 5 -> {
                    newest += 1 + random.nextInt(50) / 49;
                    model.put(newest, step);
                    open.add(newest, timeOf(step), step);
                }
                case 6 -> {
                    if (random.nextInt(500) == 0) {
                        model.clear();
                        open.clear();
                    }
                }
                default -> {
                    model.remove(some);
                    open.remove(some);
                }
            }
            assertThat(open.contains(some)).isEqualTo(model.containsKey(some));
            assertThat(open.isEmpty()).isEqualTo(model.isEmpty());
            if (!model.isEmpty()) {
                assertThat(open.firstSequence()).isEqualTo(model.firstKey());
                assertThat(open.firstArrivalNanos()).isEqualTo(model.firstEntry().getValue());
                assertThat(open.firstTimestamp()).isEqualTo(timeOf(model.firstEntry().getValue()));
            }
        }
    }
}
