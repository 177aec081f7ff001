package dev.stanchion.kit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The contract about the messages that a channel log drops and keeps: {@code spec/stores.md} 2.2
 * and 8.3. The owner of a log enforces the age, and the tests play the owner's timer.
 */
public abstract class ChannelLimitsContract extends ContractTest {
    private static final Duration AGE = Duration.ofMillis(500);
    private static final ChannelLimits AGED = new ChannelLimits(0, 0, AGE.toNanos());

    /** All messages of the tests on sizes have this data, so that they have the same size. */
    private static final String DATA = "0123456789";

    private long bytes() {
        return fixture().countedBytes(new TestMessage(1, 1, "foo", DATA));
    }

    @Test
    void s8_32_shouldKeepAsManyMessagesAsTheLimitsAllow() {
        // given
        int kept = 20;
        TestChannel channel = fixture().open("foo", new ChannelLimits(kept, kept * bytes(), 0));

        // when
        storeOfOneSize(channel, kept + 60);

        // then
        assertThat(channel.keptSequences())
                .containsExactlyElementsOf(LongStream.rangeClosed(61, 80).boxed().toList());
        assertThat(channel.log().firstSequence()).isEqualTo(61);
        assertThat(channel.log().lastSequence()).isEqualTo(80);
        assertThat(channel.log().messageCount()).isEqualTo(kept);
        assertThat(channel.log().byteCount()).isEqualTo(kept * bytes());
        assertThat(channel.read(1, 1).messages().get(0).sequence()).isEqualTo(61);
    }

    @Test
    void s8_33_shouldKeepTheNewestMessageEvenIfItAloneIsTooBig() {
        // given
        TestChannel channel = fixture().open("foo", new ChannelLimits(0, 10 * bytes(), 0));
        storeOfOneSize(channel, 10);

        // when
        TestMessage big = channel.store(DATA.repeat((int) bytes()));

        // then
        assertThat(channel.kept()).containsExactly(big);
        assertThat(channel.log().firstSequence()).isEqualTo(11);
        assertThat(channel.log().byteCount()).isEqualTo(fixture().countedBytes(big));
    }

    @Test
    void s8_34_shouldApplyTheLimitOnMessagesAlone() {
        // given
        TestChannel channel = fixture().open("foo", new ChannelLimits(3, 0, 0));

        // when
        channel.store(DATA.repeat(1000), 5);

        // then
        assertThat(channel.keptSequences()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void s8_34_shouldApplyTheLimitOnBytesAlone() {
        // given
        TestChannel channel = fixture().open("foo", new ChannelLimits(0, 3 * bytes(), 0));

        // when
        storeOfOneSize(channel, 5);

        // then
        assertThat(channel.keptSequences()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void s8_35_shouldApplyEachChannelsOwnLimits() {
        // given
        TestChannel foo = fixture().open("foo", new ChannelLimits(2, 0, 0));
        TestChannel bar = fixture().open("bar", new ChannelLimits(4, 0, 0));

        // when
        foo.store("m", 5);
        bar.store("m", 5);

        // then
        assertThat(foo.keptSequences()).containsExactly(4L, 5L);
        assertThat(bar.keptSequences()).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void s8_36_to_39_shouldRemoveWhatIsTooOldAndGoOnCounting() {
        // given
        TestChannel channel = fixture().open("foo", AGED);
        channel.store("old", 10);
        fixture().shard().advance(Duration.ofMillis(300));
        channel.store("new", 5);

        // when the first ten are too old, then
        fixture().shard().advance(Duration.ofMillis(300));
        channel.expire(AGE);
        assertThat(channel.log().firstSequence()).isEqualTo(11);
        assertThat(channel.log().lastSequence()).isEqualTo(15);
        assertThat(channel.log().messageCount()).isEqualTo(5);
        assertThat(channel.keptSequences()).containsExactly(11L, 12L, 13L, 14L, 15L);

        // when the others are, too, then
        fixture().shard().advance(Duration.ofMillis(250));
        channel.expire(AGE);
        assertThat(channel.log().firstSequence()).isEqualTo(16);
        assertThat(channel.log().lastSequence()).isEqualTo(15);
        assertThat(channel.log().messageCount()).isZero();
        assertThat(channel.log().byteCount()).isZero();
        assertThat(channel.log().firstTimestampEpochNanos()).isEqualTo(Long.MAX_VALUE);

        // when another comes and grows old, then
        assertThat(channel.store("next").sequence()).isEqualTo(16);
        assertThat(channel.log().firstSequence()).isEqualTo(16);
        fixture().shard().advance(AGE);
        channel.expire(AGE);
        assertThat(channel.log().firstSequence()).isEqualTo(17);
    }

    @Test
    void s8_38_shouldNotExpireAMessageAtTheTimeOfOneThatWasDropped() {
        // given
        TestChannel channel = fixture().open("foo", new ChannelLimits(1, 0, AGE.toNanos()));
        channel.store("first");
        fixture().shard().advance(Duration.ofMillis(200));
        channel.store("second");

        // when the first would be too old, then
        fixture().shard().advance(Duration.ofMillis(300));
        channel.expire(AGE);
        assertThat(channel.keptSequences()).containsExactly(2L);

        // when the second is, then
        fixture().shard().advance(Duration.ofMillis(200));
        channel.expire(AGE);
        assertThat(channel.keptSequences()).isEmpty();
    }

    @Test
    void s8_41_shouldTakeAndExpireMessagesThatAreOldWhenTheyCome() {
        // given
        TestChannel channel = fixture().open("foo", AGED);
        long anHourAgo = fixture().shard().epochNanos() - Duration.ofHours(1).toNanos();

        // when
        channel.appendAt(anHourAgo, "old");
        channel.commit();
        channel.expire(AGE);

        // then
        assertThat(channel.log().firstSequence()).isEqualTo(2);
        assertThat(channel.durableUpTo()).isEqualTo(1);
    }

    @Test
    void s8_42_shouldKeepTheTimeFloorWhenEverythingIsTooOld() {
        // given
        TestChannel channel = fixture().open("foo", AGED);
        channel.store("m", 2);
        long floor = channel.log().lastTimestampEpochNanos();
        fixture().shard().advance(AGE);

        // when
        channel.expire(AGE);

        // then
        assertThat(channel.log().lastTimestampEpochNanos()).isEqualTo(floor);
        assertThat(channel.kept()).isEmpty();
        channel.store("m", 2);
        assertThat(channel.keptSequences()).containsExactly(3L, 4L);
    }

    @Test
    void s8_43_shouldExpireEachChannelByItself() {
        // given
        TestChannel foo = fixture().open("foo", AGED);
        TestChannel bar = fixture().open("bar", AGED);
        foo.store("m", 3);
        bar.store("m", 3);
        fixture().shard().advance(AGE);

        // when
        foo.expire(AGE);

        // then
        assertThat(foo.keptSequences()).isEmpty();
        assertThat(bar.keptSequences()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void s8_47_shouldFindTheNextSequenceByTimeWhenEverythingIsTooOld() {
        // given
        TestChannel channel = fixture().open("foo", AGED);
        channel.store("m", 50);
        long stored = fixture().shard().epochNanos();
        fixture().shard().advance(AGE);

        // when
        channel.expire(AGE);

        // then
        assertThat(channel.sequenceAt(stored)).isEqualTo(51);
        assertThat(channel.sequenceAt(0)).isEqualTo(51);
        assertThat(channel.sequenceAt(Long.MAX_VALUE)).isEqualTo(51);
    }

    @Test
    void shouldFindByTimeOnlyWhatIsKept() {
        // given
        TestChannel channel = fixture().open("foo", new ChannelLimits(3, 0, 0));

        // when
        for (int i = 1; i <= 10; i++) {
            channel.appendAt(i * 10L, "m" + i);
        }
        channel.commit();

        // then
        assertThat(channel.sequenceAt(0)).isEqualTo(8);
        assertThat(channel.sequenceAt(45)).isEqualTo(8);
        assertThat(channel.sequenceAt(85)).isEqualTo(9);
    }

    @Test
    void s8_59_shouldDropWhatIsNotYetDurable() {
        // given
        TestChannel channel = fixture().open("foo", new ChannelLimits(10, 0, 0));

        // when
        for (int i = 1; i <= 1000; i++) {
            channel.append("m" + i);
        }
        channel.commit();

        // then
        assertThat(channel.durableUpTo()).isEqualTo(1000);
        assertThat(channel.keptSequences()).hasSize(10).startsWith(991L).endsWith(1000L);
    }

    @Test
    void shouldPassOverWhatWasDroppedInAnUnfinishedRead() {
        // given
        TestChannel channel = fixture().open("foo", new ChannelLimits(3, 0, 0));
        channel.store("m", 3);
        long next = channel.read(1, 1).nextSequence();

        // when
        channel.store("m", 3);

        // then
        assertThat(next).isEqualTo(2);
        assertThat(channel.read(next, 1).messages().get(0).sequence()).isEqualTo(4);
    }

    private static void storeOfOneSize(TestChannel channel, int count) {
        for (int i = 0; i < count; i++) {
            // one byte of timestamp and of sequence: the size is the one that the limits count on
            channel.appendAt(1, DATA);
        }
        channel.commit();
    }

    @Test
    void s8_40_shouldExpireAcrossAHole() {
        // given
        TestChannel channel = fixture().open("foo", AGED);
        channel.store("m", 10);
        channel.log().skipTo(21);
        channel.store("n", 10);
        fixture().shard().advance(AGE);

        // when
        channel.expire(AGE);

        // then
        assertThat(channel.log().messageCount()).isZero();
        assertThat(channel.log().byteCount()).isZero();
        assertThat(channel.log().firstSequence()).isEqualTo(31);
        assertThat(channel.log().lastSequence()).isEqualTo(30);
        assertThat(channel.kept()).isEmpty();
    }

    @Test
    void s8_58_shouldCountNoHoleAsAMessage() {
        // given
        TestChannel channel = fixture().open("foo", new ChannelLimits(3, 0, 0));
        channel.store("m", 2);
        channel.log().skipTo(5);
        channel.store("five");
        assertThat(channel.keptSequences()).containsExactly(1L, 2L, 5L);

        // when
        channel.store("n", 3);

        // then
        assertThat(channel.log().firstSequence()).isEqualTo(6);
        assertThat(channel.log().lastSequence()).isEqualTo(8);
        assertThat(channel.log().messageCount()).isEqualTo(3);
        assertThat(channel.keptSequences()).containsExactly(6L, 7L, 8L);
    }

    @Test
    void shouldDropAcrossAHoleOneByOne() {
        // given
        TestChannel channel = fixture().open("foo", new ChannelLimits(2, 0, 0));
        channel.store("one");
        channel.log().skipTo(100);

        // when // then
        channel.store("hundred");
        assertThat(channel.log().firstSequence()).isEqualTo(1);
        channel.store("next");
        assertThat(channel.log().firstSequence()).isEqualTo(100);
        assertThat(channel.log().byteCount())
                .isEqualTo(channel.kept().stream().mapToLong(fixture()::countedBytes).sum());
    }
}
