package dev.stanchion.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SequenceSetTest {
    @Test
    void shouldBehaveAsASortedSetDoes() {
        long firstSeed = new Random().nextLong();
        for (int i = 0; i < 50; i++) {
            run(firstSeed + i);
        }
    }

    private static void run(long seed) {
        Random random = new Random(seed);
        int range = 1 + random.nextInt(3_000);
        SequenceSet set = new SequenceSet();
        TreeSet<Long> model = new TreeSet<>();
        for (int step = 0; step < 5_000; step++) {
            long sequence = 1L + random.nextInt(range);
            if (random.nextInt(step < 2_500 ? 3 : 2) > 0) {
                assertThat(set.add(sequence)).as("seed %d", seed).isEqualTo(model.add(sequence));
            } else {
                assertThat(set.remove(sequence)).isEqualTo(model.remove(sequence));
            }
            assertThat(set.size()).isEqualTo(model.size());
        }
        assertThat(set.sorted())
                .as("seed %d", seed)
                .containsExactly(model.stream().mapToLong(Long::longValue).toArray());
    }
}
