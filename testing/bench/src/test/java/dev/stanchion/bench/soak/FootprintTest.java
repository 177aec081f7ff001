package dev.stanchion.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.bench.soak.Footprint.Sample;
import org.junit.jupiter.api.Test;

class FootprintTest {
    private static final long MIB = 1024 * 1024;

    private final Footprint footprint = new Footprint();

    @Test
    void shouldTakeWavesForNoGrowth() {
        for (int i = 0; i < 30; i++) {
            footprint.add(new Sample((20 + i % 10 * 5) * MIB, 30 + i % 10));
        }
        assertThat(footprint.grown()).isEmpty();
    }

    @Test
    void shouldSayWhatGrowsBelowTheWaves() {
        for (int i = 0; i < 30; i++) {
            footprint.add(new Sample((20 + i % 10 * 5 + i) * MIB, 30 + i));
        }
        assertThat(footprint.grown())
                .containsExactly(
                        "the heap in use has grown from 20 MiB to 40 MiB",
                        "the platform threads have grown from 30 to 50");
    }
}
