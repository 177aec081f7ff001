package dev.stanchion.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Checks that the code that runs for each message leaves no garbage. */
class HotPathTest {
    private static final int MESSAGES = 10_000;
    private static final int ROUNDS = 50;

    // The test uses heap buffers. From JDK 25 on, Netty allocates views to copy between direct
    // buffers, unless it is started with -Dio.netty.noUnsafe=false.
    private final ByteBuf source = Unpooled.buffer(256);
    private final ByteBuf target = Unpooled.buffer(512);
    private final byte[] channel = "tickets:created".getBytes(US_ASCII);
    private final PubMsgCursor published = new PubMsgCursor();
    private final MsgProtoCursor delivered = new MsgProtoCursor();
    private final AckCursor acknowledged = new AckCursor();

    @Test
    void shouldAllocateNothingPerMessage() {
        // given
        PubMsgEncoder.write(source, "orders", "guid", "tickets:created", "", new byte[99], "conn");
        passMessages(); // loads classes

        // when
        // the virtual machine allocates too, while it compiles; code that allocates always does
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && allocated >= MESSAGES; round++) {
            allocated = Math.min(allocated, allocatedWhilePassing());
        }

        // then
        assertThat(allocated).isLessThan(MESSAGES);
    }

    private long allocatedWhilePassing() {
        long before = allocatedBytes();
        passMessages();
        return allocatedBytes() - before;
    }

    private void passMessages() {
        for (int sequence = 1; sequence <= MESSAGES; sequence++) {
            assertTrue(published.wrap(source, 0, source.readableBytes()));
            assertTrue(
                    ChannelName.isValid(
                            source, published.channelIndex(), published.channelLength()));
            writeStored(sequence);
            assertTrue(delivered.wrap(target, 0, target.readableBytes()));
            target.clear();
            PubAckEncoder.write(target, source, published.guidIndex(), published.guidLength());
            assertTrue(acknowledged.wrap(target, 0, target.readableBytes()));
        }
    }

    private void writeStored(long sequence) {
        target.clear();
        MsgProtoEncoder.write(
                target,
                sequence,
                channel,
                source,
                published.replyIndex(),
                published.replyLength(),
                published.dataIndex(),
                published.dataLength(),
                1_700_000_000_123_456_789L);
        MsgProtoEncoder.writeRedelivery(target, 3);
    }

    private static void assertTrue(boolean value) {
        if (!value) {
            throw new AssertionError("a message was refused");
        }
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
