package dev.stanchion.store.file.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.ManualShard;
import dev.stanchion.kit.store.TestMessage;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the suites of all stores cannot see: where the bytes are, and what they cost. */
class SegmentedLogTest {
    private static final String CHANNEL = "tickets:created";
    private static final String DATA = "x".repeat(128);

    private final CountedMemory memory = new CountedMemory();
    private final ManualShard shard = ManualShard.alone();
    private final List<SegmentedLog> logs = new ArrayList<>();

    @AfterEach
    void shouldGiveAllMemoryBack() {
        logs.forEach(SegmentedLog::release);
        assertThat(memory.usedBytes()).isZero();
    }

    @Test
    void shouldHoldNoMemoryWithoutMessages() {
        // when
        SegmentedLog log = log(ChannelLimits.UNLIMITED);

        // then
        assertThat(log.heldBytes()).isZero();
    }

    @Test
    void shouldCostAtMost64BytesPerMessageBesidesItsPayload() {
        // given
        SegmentedLog log = log(ChannelLimits.UNLIMITED);
        int count = 100_000;

        // when
        append(log, count);

        // then
        assertThat(log.heldBytes()).isEqualTo(memory.usedBytes());
        assertThat(log.heldBytes() / count).isLessThanOrEqualTo(DATA.length() + 64);
        assertThat((log.heldBytes() - log.byteCount()) / count).isLessThanOrEqualTo(28);
    }

    @Test
    void shouldCostOneSmallSegmentWithFewMessages() {
        // given
        SegmentedLog log = log(ChannelLimits.UNLIMITED);

        // when
        append(log, 5);

        // then
        assertThat(log.heldBytes()).isEqualTo(SegmentSize.SMALLEST);
    }

    @Test
    void shouldHoldLittleMoreThanItKeepsWhenLimitsDrop() {
        // given
        SegmentedLog log = log(new ChannelLimits(5_000, 0, 0));

        // when
        append(log, 50_000);

        // then
        assertThat(log.messageCount()).isEqualTo(5_000);
        assertThat(log.heldBytes() / 5_000).isLessThanOrEqualTo(DATA.length() + 80);
    }

    @Test
    void shouldFillTheMemoryOfDroppedMessagesAgainInAFullChannel() {
        // given
        SegmentedLog log = log(new ChannelLimits(5_000, 0, 0));
        append(log, 50_000);
        long before = memory.allocations();

        // when
        append(log, 50_000);

        // then
        assertThat(memory.allocations()).isEqualTo(before);
        assertThat(read(log, log.firstSequence())).hasSize(5_000).startsWith(95_001L);
    }

    @Test
    void shouldKeepNothingForLaterWhenAFullChannelBecomesTooOld() {
        // given
        SegmentedLog log = log(new ChannelLimits(5_000, 0, 0));
        append(log, 50_000);

        // when
        log.removeOlderThan(Long.MAX_VALUE);

        // then
        assertThat(memory.usedBytes()).isZero();
    }

    @Test
    void shouldGiveMemoryBackWhenEverythingIsTooOld() {
        // given
        SegmentedLog log = log(ChannelLimits.UNLIMITED);
        append(log, 1_000);

        // when
        log.removeOlderThan(Long.MAX_VALUE);

        // then
        assertThat(memory.usedBytes()).isZero();
        append(log, 1);
        assertThat(log.lastSequence()).isEqualTo(1_001);
    }

    @Test
    void shouldGiveABigMessageASegmentOfItsOwn() {
        // given
        SegmentedLog log = log(ChannelLimits.UNLIMITED);
        append(log, 1);

        // when
        LogEntry big = message(2, "y".repeat(SegmentSize.LARGEST + 1));
        log.append(big);
        append(log, 1);

        // then
        assertThat(memory.usedBytes())
                .isLessThan(big.encodedLength() + 2L * SegmentSize.LARGEST / 32 + 32 * 1024);
        assertThat(read(log, 1)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldBeFullAndUnchangedWithoutMemory() {
        // given
        SegmentedLog log = log(ChannelLimits.UNLIMITED);
        append(log, 1);
        memory.limitTo(memory.usedBytes());

        // when
        LogEntry tooBig = message(2, "y".repeat(SegmentSize.SMALLEST));
        StoreException full = catchThrowableOfType(StoreException.class, () -> log.append(tooBig));

        // then
        assertThat(full.kind()).isEqualTo(StoreException.Kind.FULL);
        assertThat(full.place()).isEqualTo(CHANNEL);
        assertThat(full)
                .hasMessageContaining("for a message of " + tooBig.encodedLength())
                .hasMessageContaining("keeps 1 messages of " + log.byteCount() + " bytes")
                .hasMessageContaining("-XX:MaxDirectMemorySize");
        assertThat(log.lastSequence()).isEqualTo(1);
        assertThat(log.messageCount()).isEqualTo(1);
        append(log, 1);
        assertThat(read(log, 1)).containsExactly(1L, 2L);
    }

    @Test
    void shouldBeUnchangedWhenAMessageFailsToWriteItself() {
        // given
        SegmentedLog log = log(ChannelLimits.UNLIMITED);
        LogEntry failing = new Failing(message(1, DATA));

        // when in a new segment, then
        assertThatThrownBy(() -> log.append(failing)).isInstanceOf(IllegalStateException.class);
        assertThat(memory.usedBytes()).isZero();

        // when in one that is there, then
        append(log, 1);
        LogEntry failingAgain = new Failing(message(2, DATA));
        assertThatThrownBy(() -> log.append(failingAgain))
                .isInstanceOf(IllegalStateException.class);
        assertThat(log.lastSequence()).isEqualTo(1);
        append(log, 1);
        assertThat(read(log, 1)).containsExactly(1L, 2L);
    }

    @Test
    void shouldSurviveAReaderThatRemovesWhatIsBeingRead() {
        // given
        SegmentedLog log = log(ChannelLimits.UNLIMITED);
        append(log, 500);

        // when
        List<Long> read =
                read(
                        log,
                        sequence -> {
                            if (sequence == 2) {
                                log.removeOlderThan(400);
                            }
                        });

        // then
        assertThat(read).startsWith(1L, 2L, 400L, 401L).endsWith(500L).hasSize(103);
    }

    @Test
    void shouldSurviveAReaderThatAppendsAndThereforeDrops() {
        // given
        SegmentedLog log = log(new ChannelLimits(100, 0, 0));
        append(log, 100);

        // when
        List<Long> read =
                read(
                        log,
                        sequence -> {
                            if (sequence == 5) {
                                append(log, 200);
                            }
                        });

        // then
        assertThat(read).startsWith(1L, 2L, 3L, 4L, 5L, 201L).endsWith(300L).hasSize(105);
    }

    @Test
    void shouldSurviveAReaderThatDeletesTheChannel() {
        // given
        SegmentedLog log = log(ChannelLimits.UNLIMITED);
        append(log, 100);

        // when
        List<Long> read = read(log, sequence -> log.release());

        // then
        assertThat(read).containsExactly(1L);
        assertThatThrownBy(() -> append(log, 1)).isInstanceOf(IllegalStateException.class);
    }

    private SegmentedLog log(ChannelLimits limits) {
        SegmentedLog log = new SegmentedLog(CHANNEL, limits, shard, new Unconcerned(), memory);
        logs.add(log);
        return log;
    }

    /** The timestamp of a message is its sequence. */
    private static void append(SegmentedLog log, int count) {
        for (int i = 0; i < count; i++) {
            log.append(message(log.lastSequence() + 1, DATA));
        }
        log.commit();
    }

    private static TestMessage message(long sequence, String data) {
        return new TestMessage(sequence, sequence, CHANNEL, data);
    }

    private static List<Long> read(SegmentedLog log, long fromSequence) {
        return read(log, fromSequence, sequence -> {});
    }

    private static List<Long> read(SegmentedLog log, LongConsumer duringEach) {
        return read(log, 1, duringEach);
    }

    private static List<Long> read(SegmentedLog log, long from, LongConsumer duringEach) {
        List<Long> sequences = new ArrayList<>();
        log.read(from, Integer.MAX_VALUE, new Following(sequences, duringEach));
        return sequences;
    }

    private record Following(List<Long> sequences, LongConsumer duringEach) implements LogReader {
        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            sequences.add(sequence);
            assertThat(timestampEpochNanos).isEqualTo(sequence);
            duringEach.accept(sequence);
            return true;
        }

        @Override
        public void onEnd(long nextSequence) {
            assertThat(nextSequence).isGreaterThan(sequences.get(sequences.size() - 1));
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            throw why;
        }
    }

    /** Says that it is longer than it is. */
    private record Failing(TestMessage message) implements LogEntry {
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
            return message.encodedLength() + 1;
        }

        @Override
        public void writeTo(ByteBuf target) {
            message.writeTo(target);
        }
    }

    private static final class Unconcerned implements LogListener {
        @Override
        public void onDurable(long sequence) {}

        @Override
        public void onInserted(int count) {
            throw new AssertionError("there is no other writer");
        }

        @Override
        public void onLost(StoreException why) {
            throw why;
        }
    }

    @Test
    void shouldGiveMemoryBackAcrossHoles() {
        // given
        SegmentedLog log = log(ChannelLimits.UNLIMITED);
        for (int i = 0; i < 10; i++) {
            append(log, 100);
            log.skipTo(log.lastSequence() + 1_000);
        }

        // when
        log.removeOlderThan(5_000);
        long held = memory.usedBytes();
        log.removeOlderThan(Long.MAX_VALUE);

        // then
        assertThat(held).isPositive();
        assertThat(memory.usedBytes()).isZero();
        assertThat(log.messageCount()).isZero();
        assertThat(log.byteCount()).isZero();
        assertThat(log.firstSequence()).isEqualTo(log.lastSequence() + 1);
    }

    @Test
    void shouldPassOverWhatIsSkippedWhileItIsRead() {
        // given
        SegmentedLog log = log(ChannelLimits.UNLIMITED);
        append(log, 3);

        // when
        List<Long> read =
                read(
                        log,
                        sequence -> {
                            if (sequence == 2) {
                                log.skipTo(1_000);
                                append(log, 2);
                            }
                        });

        // then
        assertThat(read).containsExactly(1L, 2L, 3L, 1_000L, 1_001L);
    }
}
