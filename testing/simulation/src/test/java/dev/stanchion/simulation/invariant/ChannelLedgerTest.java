package dev.stanchion.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.simulation.world.Trace;
import org.junit.jupiter.api.Test;

class ChannelLedgerTest {
    private final Violations violations = new Violations(new Trace(new VirtualTime(), 10));
    private final ChannelLedger channel = new ChannelLedger("one", violations);

    @Test
    void shouldNoticeThatAnOpeningMissesWhatWasDurable() {
        // given
        channel.opened(1, 5, 5);
        channel.durable(7);
        channel.engineGone();

        // when
        channel.opened(1, 6, 6);

        // then
        assertThat(violations.first().orElseThrow().invariant())
                .isEqualTo(Invariant.ACKED_MEANS_STORED);
    }

    @Test
    void shouldNotTakeForDurableWhatALogSkippedBecauseAPositionWasPromisedMore() {
        // given
        channel.opened(1, 19, 10);
        channel.engineGone();

        // when
        channel.opened(1, 10, 10); // the position has ended

        // then
        assertThat(violations.first()).isEmpty();
        assertThat(channel.durableUpTo()).isEqualTo(10);
    }

    @Test
    void shouldTakeSkippedSequencesForDurableWhenAMessageFollowedThem() {
        // given
        channel.opened(1, 19, 10);
        channel.durable(20);
        channel.engineGone();

        // when
        channel.opened(1, 10, 10);

        // then
        assertThat(violations.first()).isPresent();
    }
}
