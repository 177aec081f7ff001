package dev.stanchion.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.store.file.log.SegmentSpace;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Simulations are many in one JVM, and the processes in them end in every way. */
class ReleasedMemoryTest {
    private static final int WORLDS = 40;
    private static final int STEPS = 250;

    private final QuietLog quietLog = new QuietLog();
    private final List<ByteBuf> allocated = new ArrayList<>();

    @AfterEach
    void closeLog() {
        quietLog.close();
    }

    @Test
    void shouldHoldNoDirectMemoryAfterManyWorlds() {
        // given
        StoreUnderTest store = new FileStoreUnderTest();
        StoreUnderTest watched =
                (disk, workers, memory, tuning) ->
                        store.open(disk, workers, watched(memory), tuning);

        // when
        for (int seed = 1; seed <= WORLDS; seed++) {
            new CrashSimulation(seed, watched).run(STEPS);
        }

        // then
        assertThat(allocated).hasSizeGreaterThan(WORLDS);
        assertThat(heldBytes()).isZero();
    }

    @Test
    void shouldHoldNoDirectMemoryAfterAWorldThatBroke() {
        // given
        StoreUnderTest store = PlantedBug.BYTES_CHANGED_UNNOTICED.store();
        StoreUnderTest watched =
                (disk, workers, memory, tuning) ->
                        store.open(disk, workers, watched(memory), tuning);

        // when
        int broken = 0;
        for (int seed = 1; seed <= WORLDS; seed++) {
            broken += new CrashSimulation(seed, watched).breach(STEPS).isPresent() ? 1 : 0;
        }

        // then
        assertThat(broken).isPositive();
        assertThat(heldBytes()).isZero();
    }

    private long heldBytes() {
        return allocated.stream()
                .filter(bytes -> bytes.refCnt() > 0)
                .mapToLong(ByteBuf::capacity)
                .sum();
    }

    private SegmentSpace watched(SegmentSpace memory) {
        return new SegmentSpace() {
            @Override
            public ByteBuf allocate(int capacity) {
                ByteBuf bytes = memory.allocate(capacity);
                allocated.add(bytes);
                return bytes;
            }

            @Override
            public void free(ByteBuf bytes) {
                memory.free(bytes);
            }
        };
    }
}
