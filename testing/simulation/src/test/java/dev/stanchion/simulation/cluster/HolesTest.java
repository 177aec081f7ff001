package dev.stanchion.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.StoreException;
import org.junit.jupiter.api.Test;

/** Sequences that no message of a channel has. In its stream each of them costs a message. */
class HolesTest {
    private static final long PATIENCE_NANOS = 20 * Arena.SECONDS;
    private static final long BEHIND_TOO_LARGE_A_HOLE = 1_000_003;

    private final Arena arena = new Arena(1);
    private final StoreProcess process = arena.start();

    private void append() {
        process.append(1);
        arena.passUntil(() -> process.waiting().isEmpty(), PATIENCE_NANOS);
    }

    @Test
    void shouldRefuseAHoleThatIsTooLargeForAStream() {
        // given
        append();

        // when
        process.run(() -> process.log().skipTo(BEHIND_TOO_LARGE_A_HOLE));
        append();

        // then
        assertThat(process.losses())
                .singleElement()
                .satisfies(why -> {
                    assertThat(why.kind()).isEqualTo(StoreException.Kind.IO);
                    assertThat(why)
                            .hasMessage(
                                    "append "
                                            + Arena.CHANNEL
                                            + ": a stream cannot keep a hole of 1000001 sequences"
                                            + " between two messages (limit: 1000000); files and"
                                            + " databases can");
                });
        assertThat(arena.stored()).hasSize(1);
        assertThat(process.log().messageCount()).isEqualTo(1);
    }

    @Test
    void shouldBeginAnywhereInAnEmptyStream() {
        // when
        process.run(() -> process.log().skipTo(BEHIND_TOO_LARGE_A_HOLE));
        append();

        // then
        assertThat(process.losses()).isEmpty();
        assertThat(process.acknowledged().values()).containsExactly(BEHIND_TOO_LARGE_A_HOLE);
        assertThat(process.log().firstSequence()).isEqualTo(BEHIND_TOO_LARGE_A_HOLE);
    }
}
