package dev.stanchion.kit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The contract of channel logs while nothing is lost: {@code spec/stores.md} 8.3. {@link
 * ChannelLimitsContract} is about limits, {@link ChannelRecoveryContract} about ends and restarts.
 */
public abstract class ChannelLogContract extends ContractTest {
    @Test
    void shouldKeepTheNoteOfAParkedMessage() {
        // given
        TestChannel channel = fixture().open("tickets:created.parked");
        channel.store("plain");
        ParkedNote note =
                new ParkedNote(
                        "tickets:created", 41, 7, "group:orders", 5, "5 attempts", "orders-1", 9);
        ParkedMessage parked =
                new ParkedMessage(
                        new TestMessage(2, 1_000_000_000, "tickets:created.parked", "poison"),
                        note);

        // when
        channel.log().append(parked);
        channel.commit();
        if (fixture().whyItForgets().isEmpty()) {
            fixture().crash();
            channel = fixture().open("tickets:created.parked");
        }

        // then
        assertThat(channel.kept()).extracting(TestMessage::data).containsExactly("plain", "poison");
        assertThat(channel.read(1, 2).notes()).containsExactly(Optional.empty(), Optional.of(note));
    }

    @Test
    void s8_26_shouldHaveNothingWhenNew() {
        // when
        ChannelLog log = fixture().open("foo").log();

        // then
        assertThat(log.firstSequence()).isZero();
        assertThat(log.lastSequence()).isZero();
        assertThat(log.messageCount()).isZero();
        assertThat(log.byteCount()).isZero();
        assertThat(log.firstTimestampEpochNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(log.lastTimestampEpochNanos()).isZero();
        assertThat(fixture().open("bar").read(1, 10).nextSequence()).isEqualTo(1);
    }

    @Test
    void s8_27_shouldReadBackWhatWasStored() {
        // given
        TestChannel channel = fixture().open("foo");

        // when
        TestMessage one = channel.store("one");
        fixture().shard().advance(Duration.ofMillis(1));
        TestMessage two = channel.store("two");

        // then
        assertThat(channel.log().firstSequence()).isEqualTo(1);
        assertThat(channel.log().lastSequence()).isEqualTo(2);
        assertThat(channel.kept()).containsExactly(one, two);
        assertThat(channel.log().firstTimestampEpochNanos()).isEqualTo(one.timestampEpochNanos());
        assertThat(channel.log().lastTimestampEpochNanos()).isEqualTo(two.timestampEpochNanos());
    }

    @Test
    void s8_28_shouldCountMessagesAndTheirEncodedBytes() {
        // given
        TestChannel channel = fixture().open("foo");

        // when
        TestMessage one = channel.store("one");
        TestMessage two = channel.store("second");

        // then
        assertThat(channel.log().messageCount()).isEqualTo(2);
        assertThat(channel.log().byteCount())
                .isEqualTo(fixture().countedBytes(one) + fixture().countedBytes(two));
    }

    @Test
    void s8_29_shouldGoOnBehindTheLast() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.store("a", 2);

        // when
        TestMessage three = channel.store("three");

        // then
        assertThat(three.sequence()).isEqualTo(3);
        assertThat(channel.read(3, 1).messages()).containsExactly(three);
    }

    @Test
    void s8_30_shouldRefuseASequenceThatIsNotTheNext() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.store("a", 2);
        long now = fixture().shard().epochNanos();

        // when // then
        for (long sequence : new long[] {0, 2, 4}) {
            TestMessage wrong = new TestMessage(sequence, now, "foo", "wrong");
            assertThatThrownBy(() -> channel.log().append(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(channel.keptSequences()).containsExactly(1L, 2L);
    }

    @Test
    void s8_31_shouldKeepChannelsApart() {
        // given
        TestChannel foo = fixture().open("foo");
        TestChannel bar = fixture().open("bar");

        // when
        TestMessage inFoo = foo.store("in foo");
        TestMessage inBar = bar.store("in bar");

        // then
        assertThat(foo.kept()).containsExactly(inFoo);
        assertThat(bar.kept()).containsExactly(inBar);
    }

    @Test
    void s8_60_shouldShowMessagesFromWhenTheyAreDurable() {
        // given
        TestChannel channel = fixture().open("foo");
        TestMessage message = channel.append("hello");
        assertThat(channel.kept()).isEmpty();
        assertThat(channel.log().lastSequence()).isEqualTo(1);

        // when
        channel.commit();

        // then
        assertThat(channel.kept()).containsExactly(message);
    }

    @Test
    void s8_63_shouldKeepPayloadsOfAllSizesAndBytes() {
        // given
        TestChannel channel = fixture().open("foo");
        List<TestMessage> stored = new ArrayList<>();

        // when
        for (int size : Payloads.SIZES) {
            stored.add(channel.store(Payloads.ofAllBytes(size)));
        }

        // then
        assertThat(channel.kept()).isEqualTo(stored);
    }

    @Test
    void s8_44_shouldFindTheNextSequenceByTimeWhenNothingWasStored() {
        assertThat(fixture().open("foo").sequenceAt(fixture().shard().epochNanos())).isEqualTo(1);
    }

    @Test
    void s8_45_shouldFindTheFirstMessageThatIsNotBeforeATime() {
        // given
        TestChannel channel = fixture().open("foo");
        for (int i = 1; i <= 50; i++) {
            channel.appendAt(i * 10L, "m" + i);
        }
        channel.commit();

        // when // then
        assertThat(channel.sequenceAt(250)).as("exactly in the middle").isEqualTo(25);
        assertThat(channel.sequenceAt(9)).as("before the first").isEqualTo(1);
        assertThat(channel.sequenceAt(501)).as("after the last").isEqualTo(51);
        assertThat(channel.sequenceAt(10)).as("exactly the first").isEqualTo(1);
        assertThat(channel.sequenceAt(500)).as("exactly the last").isEqualTo(50);
        assertThat(channel.sequenceAt(251)).as("between two").isEqualTo(26);
        assertThat(channel.sequenceAt(Long.MIN_VALUE)).as("before all times").isEqualTo(1);
        assertThat(channel.sequenceAt(Long.MAX_VALUE)).as("after all times").isEqualTo(51);
    }

    @Test
    void s8_45_shouldFindTheFirstOfSeveralMessagesOfOneTime() {
        // given
        TestChannel channel = fixture().open("foo");
        for (long time : new long[] {10, 20, 20, 20, 30}) {
            channel.appendAt(time, "m");
        }
        channel.commit();

        // when // then
        assertThat(channel.sequenceAt(20)).isEqualTo(2);
        assertThat(channel.sequenceAt(21)).isEqualTo(5);
    }

    @Test
    void shouldReportOnceWhatHasBecomeDurable() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.append("one");
        channel.append("two");
        assertThat(channel.durabilityReports()).isEmpty();

        // when
        channel.commit();
        channel.commit();

        // then
        assertThat(channel.durabilityReports()).containsExactly(2L);
        assertThat(channel.losses()).isEmpty();
        assertThat(channel.inserted()).isZero();
    }

    @Test
    void shouldReportNothingWhenNothingWasAppended() {
        // given
        TestChannel channel = fixture().open("foo");

        // when
        channel.commit();

        // then
        assertThat(channel.durabilityReports()).isEmpty();
    }

    @Test
    void shouldReadNoMoreThanAsked() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.store("m", 10);

        // when
        ReadMessages read = channel.read(3, 4);

        // then
        assertThat(read.messages())
                .extracting(TestMessage::sequence)
                .containsExactly(3L, 4L, 5L, 6L);
        assertThat(read.nextSequence()).isEqualTo(7);
    }

    @Test
    void shouldStopReadingWhenTheReaderHasEnough() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.store("m", 10);

        // when
        ReadMessages read = channel.read(1, 10, 2);

        // then
        assertThat(read.messages()).extracting(TestMessage::sequence).containsExactly(1L, 2L);
        assertThat(read.nextSequence()).isEqualTo(3);
    }

    @Test
    void shouldReadOnWhereTheLastReadEnded() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.store("m", 2);
        long next = channel.read(1, 10).nextSequence();

        // when
        TestMessage three = channel.store("three");

        // then
        assertThat(next).isEqualTo(3);
        assertThat(channel.read(next, 10).messages()).containsExactly(three);
    }

    @Test
    void shouldWaitWhereItIsAskedToReadBehindTheLast() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.store("m", 2);

        // when
        ReadMessages read = channel.read(9, 10);

        // then
        assertThat(read.messages()).isEmpty();
        assertThat(read.nextSequence()).isEqualTo(9);
    }

    @Test
    void shouldBeginWhereItIsToldWhenNew() {
        // given
        TestChannel channel = fixture().open("foo");

        // when
        channel.log().skipTo(41);

        // then
        assertThat(channel.log().firstSequence()).isEqualTo(41);
        assertThat(channel.log().lastSequence()).isEqualTo(40);
        assertThat(channel.log().messageCount()).isZero();
        TestMessage first = channel.store("first");
        assertThat(first.sequence()).isEqualTo(41);
        assertThat(channel.log().firstSequence()).isEqualTo(41);
        assertThat(channel.kept()).containsExactly(first);
    }

    @Test
    void s8_57_shouldLeaveAHoleWhereSequencesAreSkipped() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.appendAt(10, "one");
        TestMessage two = channel.appendAt(20, "two");

        // when
        long behind = fixture().sequenceAfter(2, 1_000_000);
        channel.log().skipTo(behind);
        TestMessage next = channel.appendAt(30, "next");
        channel.commit();

        // then
        assertThat(next.sequence()).isEqualTo(behind);
        assertThat(channel.log().messageCount()).isEqualTo(3);
        assertThat(channel.read(2, 2).messages()).containsExactly(two, next);
        assertThat(channel.read(3, 10).messages()).containsExactly(next);
        assertThat(channel.read(behind - 1, 1).nextSequence()).isEqualTo(behind + 1);
        assertThat(channel.sequenceAt(21)).isEqualTo(behind);
        assertThat(channel.durabilityReports()).endsWith(behind).isSubsetOf(1L, 2L, behind);
    }

    @Test
    void shouldGoOnBehindAHoleWhenWhatIsBeforeItGrewTooOld() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.appendAt(10, "one");
        channel.log().skipTo(9);
        channel.appendAt(20, "nine");
        channel.commit();

        // when
        channel.log().removeOlderThan(15);

        // then
        assertThat(channel.log().firstSequence()).isEqualTo(9);
        assertThat(channel.log().messageCount()).isEqualTo(1);
        assertThat(channel.log().firstTimestampEpochNanos()).isEqualTo(20);
        assertThat(channel.keptSequences()).containsExactly(9L);
    }

    @Test
    void shouldReportNothingDurableWhereOnlySequencesWereSkipped() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.store("one");

        // when
        channel.log().skipTo(7);
        channel.commit();

        // then
        assertThat(channel.durabilityReports()).containsExactly(1L);
        assertThat(channel.log().lastSequence()).isEqualTo(6);
        assertThat(channel.read(2, 10).messages()).isEmpty();
    }

    @Test
    void shouldRefuseToSkipBack() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.store("m", 3);

        // when // then
        for (long sequence : new long[] {Long.MIN_VALUE, 0, 3}) {
            assertThatThrownBy(() -> channel.log().skipTo(sequence))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        channel.log().skipTo(4);
        assertThat(channel.store("four").sequence()).isEqualTo(4);
    }

    @Test
    void shouldRemoveMessagesUpToASequenceForGood() {
        // given
        requirePersistence();
        TestChannel channel = fixture().open("foo");
        channel.store("m", 3_000);

        // when
        channel.removeUpTo(1_500);
        fixture().crash();
        channel = fixture().open("foo");

        // then
        assertThat(channel.log().firstSequence()).isEqualTo(1_501);
        assertThat(channel.log().lastSequence()).isEqualTo(3_000);
        assertThat(channel.log().messageCount()).isEqualTo(1_500);
        assertThat(channel.keptSequences()).hasSize(1_500).startsWith(1_501L).endsWith(3_000L);

        // when
        channel.removeUpTo(3_000);
        fixture().crash();
        channel = fixture().open("foo");

        // then: sequences go on
        assertThat(channel.log().messageCount()).isZero();
        assertThat(channel.log().byteCount()).isZero();
        assertThat(channel.keptSequences()).isEmpty();
        assertThat(channel.store("next").sequence()).isEqualTo(3_001);
        assertThat(channel.log().firstSequence()).isEqualTo(3_001);
    }

    @Test
    void shouldRemoveNothingThatIsNotDurableNorThere() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.removeUpTo(10);
        channel.store("m", 5);
        channel.append("six");

        // when
        channel.log().removeUpTo(100, Outcome.of(done -> {}, why -> {}));
        channel.commit();

        // then
        assertThat(channel.keptSequences()).containsExactly(6L);
        assertThat(channel.log().firstSequence()).isEqualTo(6);
        channel.removeUpTo(3);
        channel.removeUpTo(0);
        assertThat(channel.keptSequences()).containsExactly(6L);
    }

    @Test
    void shouldGoOnBehindAHoleWhenWhatIsBeforeItIsRemoved() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.store("one");
        channel.log().skipTo(9);
        TestMessage nine = channel.store("nine");

        // when
        channel.removeUpTo(5);

        // then
        assertThat(channel.log().firstSequence()).isEqualTo(9);
        assertThat(channel.kept()).containsExactly(nine);
    }

    @Test
    void s8_48_shouldBeginElsewhereOnceItIsEmptied() {
        // given
        fixture().open("foo").store("m", 10);

        // when
        fixture().delete("foo");
        TestChannel channel = fixture().open("foo");
        channel.log().removeOlderThan(Long.MAX_VALUE);
        channel.log().skipTo(20);
        TestMessage twenty = channel.store("twenty");

        // then
        assertThat(channel.log().firstSequence()).isEqualTo(20);
        assertThat(channel.log().lastSequence()).isEqualTo(20);
        assertThat(channel.kept()).containsExactly(twenty);
    }

    @Test
    void s8_62_shouldStoreBatchesOfAllSizes() {
        // given
        TestChannel channel = fixture().open("foo");

        // when
        int stored = 0;
        for (int size : new int[] {1, 99, 100, 101, 1_023, 1_024, 3_000}) {
            channel.store("m", size);
            stored += size;
            assertThat(channel.durableUpTo()).isEqualTo(stored);
        }

        // then
        assertThat(channel.keptSequences())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, stored).boxed().toList());
    }

    /** A log has one owner, so only its operations and their answers can overlap. */
    @Test
    void s8_64_shouldLoseNothingWhenReadsAndCommitsOverlap() {
        // given
        TestChannel channel = fixture().open("foo");
        channel.store("m", 100);
        ReadMessages first = new ReadMessages(Integer.MAX_VALUE, false);
        ReadMessages second = new ReadMessages(Integer.MAX_VALUE, false);

        // when
        channel.log().read(1, 200, first);
        channel.append("next");
        channel.log().commit();
        channel.log().read(50, 200, second);
        channel.append("last");
        channel.log().removeOlderThan(0);
        channel.log().commit();
        fixture().settle();

        // then
        for (int attempt = 0; !(first.isOver() && second.isOver()) && attempt < 1_000; attempt++) {
            fixture().settle();
        }
        assertThat(first.messages())
                .extracting(TestMessage::sequence)
                .startsWith(1L, 2L)
                .contains(100L)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(second.messages()).extracting(TestMessage::sequence).startsWith(50L, 51L);
        assertThat(channel.durableUpTo()).isEqualTo(102);
        assertThat(channel.keptSequences()).hasSize(102);
    }

    @Test
    void s8_80_shouldNotHoldOnToWhatWasAppended() {
        // given
        TestChannel channel = fixture().open("foo");
        long now = fixture().shard().epochNanos();
        ByteBuf reused = Unpooled.buffer();

        // when
        TestMessage one = new TestMessage(1, now, "foo", "one");
        channel.log().append(new ReusedEntry(one, reused));
        reused.setZero(0, reused.capacity());
        channel.commit();

        // then
        assertThat(channel.kept()).containsExactly(one);
    }

    /** Encodes itself into a buffer of its own first, which is used for other things afterwards. */
    private record ReusedEntry(TestMessage message, ByteBuf buffer) implements LogEntry {
        @Override
        public long sequence() {
            return message.sequence();
        }

        @Override
        public long timestampEpochNanos() {
            return message.timestampEpochNanos();
        }

        @Override
        public int encodedLength() {
            return message.encodedLength();
        }

        @Override
        public void writeTo(ByteBuf target) {
            message.writeTo(buffer.clear());
            target.writeBytes(buffer);
        }
    }
}
