package dev.stanchion.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.stanchion.kit.store.TestChannel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What a start allocates. A big array that is needed for a moment is moved to the old generation by
 * the next collection, where it stays until the heap is full, so many channels take much.
 */
class FileStoreStartMemoryTest extends OnManualDisk {
    private static final int CHANNELS = 40;
    private static final int MESSAGE_BYTES = 100_000;
    private static final int MESSAGES = 60;

    @Test
    void shouldAllocateLittleForAChannelOfWhichTheCommitLogHasLittle() {
        // given
        for (int i = 0; i < CHANNELS; i++) {
            fixture.open("channel-" + i).store("only this");
        }
        fixture.crash();
        fixture.open("channel-0"); // loads classes

        // when
        long before = allocatedBytes();
        for (int i = 1; i < CHANNELS; i++) {
            assertThat(fixture.open("channel-" + i).log().messageCount()).isEqualTo(1);
        }
        long perChannel = (allocatedBytes() - before) / (CHANNELS - 1);

        // then
        assertThat(perChannel).isLessThan(300_000);
    }

    @Test
    void shouldLookThroughALongSegmentInOnePieceOfMemory() throws IOException {
        // given
        TestChannel channel = fixture.open("foo");
        for (int i = 0; i < MESSAGES; i++) {
            channel.store("x".repeat(MESSAGE_BYTES));
            device.advance(Duration.ofSeconds(2));
            fixture.settle();
        }
        fixture.crash();
        assertThat(Files.size(device.segments().getFirst()))
                .isGreaterThan((MESSAGES - 5) * MESSAGE_BYTES);

        // when
        long before = allocatedBytes();
        TestChannel reopened = fixture.open("foo");
        long allocated = allocatedBytes() - before;

        // then
        assertThat(reopened.log().messageCount()).isEqualTo(MESSAGES);
        assertThat(allocated).isLessThan(MESSAGES * MESSAGE_BYTES / 2);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
