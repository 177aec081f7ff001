package dev.stanchion.activity.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.bus.MemoryBus;
import dev.stanchion.kit.shard.ManualShards;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SettlementsTest {
    private static final String SUBJECT = "settled";

    private final ManualShards shards = new ManualShards(1);
    private final MemoryBus bus = new MemoryBus(shards);
    private final List<SettledMessage> heard = new ArrayList<>();
    private final Settlements settlements =
            new Settlements(
                    shards.all().getFirst(), bus.destination(SUBJECT), 3, () -> "ticketing");

    SettlementsTest() {
        bus.subscribe(
                SUBJECT,
                message ->
                        SettledMessage.decode(
                                        message.buffer(),
                                        message.payloadIndex(),
                                        message.payloadLength())
                                .ifPresent(heard::add));
    }

    private void pass(long nanos) {
        shards.advance(nanos);
        bus.deliver();
    }

    @Test
    void shouldTellOnceForAllThatIsAnsweredWithinAMoment() {
        // given
        Settlements.OfChannel orders = settlements.channel("orders");
        Settlements.OfChannel refunds = settlements.channel("refunds");

        // when
        shards.on(
                0,
                () -> {
                    orders.settled(11, 1);
                    refunds.settled(5, 2);
                    orders.settled(12, 3);
                    settlements.answered(4);
                });
        pass(Settlements.PAUSE_NANOS - 1);

        // then
        assertThat(heard).isEmpty();

        // when
        pass(1);

        // then
        assertThat(heard).hasSize(1);
        SettledMessage only = heard.getFirst();
        assertThat(only.number()).isEqualTo(1);
        assertThat(only.epoch()).isEqualTo(3);
        assertThat(only.answers()).containsExactly(4);
        assertThat(only.channels())
                .usingRecursiveComparison()
                .isEqualTo(
                        List.of(
                                new SettledMessage.OfChannel("orders", 12, new long[] {1, 3}),
                                new SettledMessage.OfChannel("refunds", 5, new long[] {2})));

        // when: nothing is answered
        pass(100 * Settlements.PAUSE_NANOS);

        // then
        assertThat(heard).hasSize(1);
        assertThat(shards.pendingTimers()).isZero();
    }

    @Test
    void shouldTellAtOnceAndInPiecesIfMuchIsAnsweredTogether() {
        // given
        Settlements.OfChannel orders = settlements.channel("orders");
        long count = 2 * Settlements.MOST_HASHES + 1;

        // when
        shards.on(0, () -> LongStream.rangeClosed(1, count).forEach(i -> orders.settled(i, -i)));
        pass(0);

        // then: the sequence is settled with the last piece, and not before
        assertThat(heard).extracting(SettledMessage::number).containsExactly(1L, 2L, 3L);
        assertThat(heard)
                .extracting(each -> each.channels().getFirst().sequence())
                .containsExactly(0L, 0L, count);
        assertThat(
                        heard.stream()
                                .flatMapToLong(
                                        each -> LongStream.of(each.channels().getFirst().guids()))
                                .toArray())
                .hasSize((int) count)
                .startsWith(-1, -2)
                .endsWith(-count);
    }

    @Test
    void shouldSayNothingAfterItsEnd() {
        // given
        shards.on(0, () -> settlements.answered(1));

        // when
        shards.on(0, settlements::end);
        pass(Settlements.PAUSE_NANOS);

        // then
        assertThat(heard).isEmpty();
    }
}
