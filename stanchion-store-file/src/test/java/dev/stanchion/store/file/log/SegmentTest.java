package dev.stanchion.store.file.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.store.TestMessage;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What others may read of a segment while its owner appends. */
class SegmentTest {
    private static final int ROUNDS = 20;
    private static final String DATA = "x".repeat(64);
    private static final int CAPACITY = 1 << 20;

    private final DirectMemory space = new DirectMemory();

    @Test
    void shouldHandOutWholeRecordsWhileMoreIsAppended() {
        for (int round = 0; round < ROUNDS; round++) {
            // given
            ByteBuf memory = space.allocate(CAPACITY);
            var segment = Segment.ofRecords(memory, 1, MessageChecksum.NONE);
            int recordBytes = RecordLayout.recordBytes(message(1).encodedLength());
            var appended = new AtomicLong();

            // when: a writer takes what was appended last, again and again
            CompletableFuture<Long> wrong =
                    CompletableFuture.supplyAsync(() -> {
                        for (long last = 0; last >= 0; last = appended.get()) {
                            if (last > 0
                                    && segment.records(last, last).remaining() != recordBytes) {
                                return last;
                            }
                        }
                        return 0L;
                    });
            for (long sequence = 1; segment.hasRoomFor(recordBytes); sequence++) {
                segment.append(message(sequence), message(sequence).encodedLength());
                appended.set(sequence);
            }
            appended.set(-1);

            // then
            assertThat(wrong.join()).as("sequence with a wrong length").isZero();
            space.free(memory);
        }
    }

    @Test
    void shouldKeepMessagesWithoutHeadersThatNeverComeToAFile() {
        // given
        int messageBytes = message(1).encodedLength();
        int capacity = 3 * Segment.messageSpace(messageBytes);
        ByteBuf memory = space.allocate(capacity);
        var segment = Segment.ofMessages(memory, 1);

        // when
        for (long sequence = 1; sequence <= 3; sequence++) {
            segment.append(message(sequence), messageBytes);
        }

        // then
        assertThat(segment.hasRoomFor(0)).isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(segment.messageIndex(i + 1)).isEqualTo(i * messageBytes);
            assertThat(segment.messageBytes(i + 1)).isEqualTo(messageBytes);
        }
        space.free(memory);
    }

    /** All of the same size. */
    private static TestMessage message(long sequence) {
        return new TestMessage(1_000_000 + sequence, 1_000_000, "tickets:created", DATA);
    }
}
