package dev.stanchion.nats.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.util.function.Supplier;

/** Has each read of a connection go to a buffer of its loop. Confined to the loop. */
public final class Reads extends DefaultMaxMessagesRecvByteBufAllocator {
    private final Supplier<ReadBuffers> buffers;

    /**
     * @param buffers asked before each read
     */
    public Reads(Supplier<ReadBuffers> buffers) {
        this.buffers = buffers;
    }

    @Override
    @SuppressWarnings("deprecation") // the type that Netty asks for
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return ReadBuffers.BUFFER_BYTES;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                return buffers.get().lend();
            }
        };
    }
}
