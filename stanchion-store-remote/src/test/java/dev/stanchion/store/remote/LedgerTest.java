package dev.stanchion.store.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final ChannelLimits THREE_MESSAGES = new ChannelLimits(3, 0, 0);
    private static final int SIZE = 10;

    private static Ledger withMessages(long from, long to) {
        Ledger ledger = new Ledger(List.of());
        add(ledger, from, to, 0);
        return ledger;
    }

    /** Adds messages that are as many nanoseconds old as their sequence says. */
    private static void add(Ledger ledger, long from, long to, long durable) {
        for (long sequence = from; sequence <= to; sequence++) {
            ledger.add(sequence, sequence, SIZE, durable);
        }
    }

    private static Block.Summary summary(long first, long last) {
        int count = (int) (last - first + 1);
        return new Block.Summary(first, last, count, (long) count * SIZE, first, last);
    }

    private static List<Block.Detail> details(Block block) {
        List<Block.Detail> details = new ArrayList<>();
        for (long sequence = block.first(); sequence <= block.last(); sequence++) {
            details.add(new Block.Detail(sequence, sequence, SIZE));
        }
        return details;
    }

    @Test
    void shouldDropTheOldestMessagesAboveALimit() {
        // given
        Ledger ledger = withMessages(1, 5);

        // when
        ledger.dropOver(THREE_MESSAGES);

        // then
        assertThat(ledger.first()).isEqualTo(3);
        assertThat(ledger.last()).isEqualTo(5);
        assertThat(ledger.count()).isEqualTo(3);
        assertThat(ledger.bytes()).isEqualTo(3 * SIZE);
        assertThat(ledger.firstTimestamp()).isEqualTo(3);
    }

    @Test
    void shouldTakeBackWhatMadeRoomForMessagesThatAreLost() {
        // given: 2 and 3 are durable, 1 was deleted, and 4 and 5 are under way
        Ledger ledger = withMessages(1, 5);
        ledger.dropOver(THREE_MESSAGES);
        ledger.settle(2);

        // when
        ledger.dropAfter(3);

        // then
        assertThat(ledger.first()).isEqualTo(2);
        assertThat(ledger.last()).isEqualTo(3);
        assertThat(ledger.count()).isEqualTo(2);
        assertThat(ledger.bytes()).isEqualTo(2 * SIZE);
    }

    @Test
    void shouldCountMessagesThatAreInsertedBeforeThoseUnderWay() {
        // given: 3 to 5 are under way
        Ledger ledger = withMessages(1, 5);
        ledger.dropOver(THREE_MESSAGES);

        // when: somebody else has written 3
        ledger.dropAfter(2);
        add(ledger, 3, 6, 3);
        ledger.dropOver(THREE_MESSAGES);

        // then
        assertThat(ledger.first()).isEqualTo(4);
        assertThat(ledger.last()).isEqualTo(6);
        assertThat(ledger.bytes()).isEqualTo(3 * SIZE);
    }

    @Test
    void shouldAskForDetailsThatItNeedsToDrop() {
        // given: three blocks of an earlier run
        Ledger ledger =
                new Ledger(List.of(summary(1, 1023), summary(1024, 2047), summary(2048, 2100)));

        // when
        ledger.dropOver(THREE_MESSAGES);

        // then: nothing is dropped before the details are there
        assertThat(ledger.first()).isEqualTo(1);
        Block wanted = Objects.requireNonNull(ledger.wanted(true));
        assertThat(ledger.wanted(false)).isNull();

        // when
        ledger.learn(wanted, details(wanted));
        ledger.dropOver(THREE_MESSAGES);

        // then
        assertThat(ledger.first()).isEqualTo(1024);
        assertThat(ledger.count()).isEqualTo(2100 - 1023);
    }

    @Test
    void shouldIgnoreDetailsOfABlockThatIsGone() {
        // given
        Ledger ledger = new Ledger(List.of(summary(1, 10)));
        Block block = Objects.requireNonNull(ledger.wanted(true));
        List<Block.Detail> late = details(block);
        ledger.dropOlder(1000);

        // when
        ledger.learn(block, late);

        // then
        assertThat(ledger.isEmpty()).isTrue();
        assertThat(ledger.bytes()).isZero();
        assertThat(ledger.firstTimestamp()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldDropMessagesThatAreTooOld() {
        // given
        Ledger ledger = withMessages(1, 1500);

        // when
        ledger.dropOlder(1200);

        // then
        assertThat(ledger.first()).isEqualTo(1200);
        assertThat(ledger.count()).isEqualTo(301);
        assertThat(ledger.hasOlder(1200)).isFalse();
        assertThat(ledger.hasOlder(1201)).isTrue();
    }

    @Test
    void shouldKeepDetailsOfTheOldestAndTheNewestBlocksOnly() {
        // given, when: 40 blocks
        Ledger ledger = new Ledger(List.of());
        for (long sequence = 1; sequence <= 40 * Block.SPAN; sequence++) {
            ledger.add(sequence, sequence, SIZE, sequence - 1);
        }

        // then
        Block oldest = ledger.blockAt(1);
        Block middle = ledger.blockAt(10 * Block.SPAN);
        Block newest = Objects.requireNonNull(ledger.blockAt(39 * Block.SPAN));
        assertThat(oldest).isNotNull().matches(Block::hasDetails);
        assertThat(middle).isNotNull().matches(block -> !block.hasDetails());
        assertThat(newest.hasDetails()).isTrue();
        assertThat(newest.sequenceAt(39 * Block.SPAN + 5)).isEqualTo(39 * Block.SPAN + 5);
        assertThat(ledger.blockAt(Long.MAX_VALUE)).isNull();
    }

    @Test
    void shouldCutNarrowBlocksOffAWideOne() {
        // given
        Ledger ledger = new Ledger(List.of(summary(100, 5_000)));
        ChannelLimits limits = new ChannelLimits(2_000, 0, 0);

        // when
        while (ledger.isOver(limits)) {
            ledger.dropOver(limits);
            Block wanted = ledger.wanted(ledger.isOver(limits));
            if (wanted != null) {
                assertThat(wanted.last() - wanted.first()).isLessThan(Block.SPAN);
                ledger.learn(wanted, details(wanted));
            }
        }

        // then
        assertThat(ledger.first()).isEqualTo(3_001);
        assertThat(ledger.count()).isEqualTo(2_000);
        assertThat(ledger.bytes()).isEqualTo(2_000 * SIZE);
    }

    @Test
    void shouldKeepTheSumsOfAWideBlockWhenThoseOfItsFrontWereEstimates() {
        // given
        Ledger ledger = new Ledger(List.of(new Block.Summary(1, 3_000, 2_500, 99_999, 1, 3_000)));
        ledger.add(3_001, 3_001, 1, 3_000);

        // when
        Block front = Objects.requireNonNull(ledger.wanted(true));
        ledger.learn(front, List.of(new Block.Detail(7, 7, 1_000), new Block.Detail(9, 9, 9)));

        // then
        assertThat(ledger.first()).isEqualTo(7);
        assertThat(ledger.firstTimestamp()).isEqualTo(7);
        assertThat(ledger.count()).isEqualTo(2_501);
        assertThat(ledger.bytes()).isEqualTo(100_000);
    }

    @Test
    void shouldFindNoTimeAmongMessagesThatWereLost() {
        // given
        Ledger ledger = withMessages(1, 5);

        // when
        ledger.dropAfter(3);

        // then
        assertThat(ledger.blockAt(3)).isNotNull();
        assertThat(ledger.blockAt(4)).isNull();
    }

    @Test
    void shouldFindNoTimeOfAMessageThatWasDroppedBeforeEarlierOnes() {
        // given
        Ledger ledger = new Ledger(List.of());
        ledger.add(1, 500, SIZE, 0);
        add(ledger, 2, 4, 0);

        // when
        ledger.dropOver(THREE_MESSAGES);

        // then
        assertThat(ledger.first()).isEqualTo(2);
        assertThat(ledger.blockAt(400)).isNull();
    }

    @Test
    void shouldNeedWhatMadeRoomUntilTheNewMessagesAreDurable() {
        // given
        Ledger ledger = withMessages(1, 3);
        for (long sequence = 4; sequence <= 7; sequence++) {
            ledger.add(sequence, sequence, SIZE, 3);
            ledger.dropOver(THREE_MESSAGES);
        }

        // when, then
        assertThat(ledger.first()).isEqualTo(5);
        assertThat(ledger.neededFrom(8)).isEqualTo(1);
        ledger.settleDroppedFor(5);
        assertThat(ledger.neededFrom(8)).isEqualTo(3);
        ledger.dropAfter(5);
        assertThat(ledger.first()).isEqualTo(3);
        assertThat(ledger.neededFrom(6)).isEqualTo(3);
    }

    @Test
    void shouldCountFromASequenceOn() {
        // given
        Ledger ledger = new Ledger(List.of(summary(11, 3000)));
        add(ledger, 3001, 3004, 3000);
        ledger.add(3010, 3010, SIZE, 3000);

        // then
        assertThat(ledger.countFrom(1)).isEqualTo(2995);
        assertThat(ledger.countFrom(2900)).isEqualTo(106);
        assertThat(ledger.countFrom(3003)).isEqualTo(3);
        assertThat(ledger.countFrom(3005)).isEqualTo(1);
        assertThat(ledger.countFrom(3011)).isZero();
    }

    @Test
    void shouldEstimateWithinARangeWithHoles() {
        assertThat(Block.estimate(1, 1000, 100, 1)).isEqualTo(100);
        assertThat(Block.estimate(1, 1000, 100, 501)).isEqualTo(50);
        assertThat(Block.estimate(1, 1000, 100, 1000)).isEqualTo(1);
        assertThat(Block.estimate(1, 1000, 100, 1001)).isZero();
        assertThat(Block.estimate(1, 0, 0, 1)).isZero();
    }

    @Test
    void shouldBeginAnewWithOtherSums() {
        // given
        Ledger ledger = withMessages(1, 5);

        // when
        ledger.replace(List.of(summary(4, 6)));
        add(ledger, 7, 7, 6);

        // then
        assertThat(ledger.first()).isEqualTo(4);
        assertThat(ledger.count()).isEqualTo(4);
        assertThat(ledger.bytes()).isEqualTo(4 * SIZE);
        ledger.dropAfter(6);
        assertThat(ledger.last()).isEqualTo(6);
    }
}
