package dev.stanchion.nats.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the output of a flush as one binary frame; for browsers, as frames of 4096 bytes.
 *
 * <p>Control frames come between these, and the last one is the close frame. Only the promise of
 * the last write of a flush is completed. Confined to the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the writer holds the promise that is passed on
public final class FrameWriter extends ChannelDuplexHandler {
    private static final int BROWSER_FRAME_BYTES = 4096;
    private static final int SMALLEST_TO_COMPRESS = 65;
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int SHORT_LENGTH = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MAX_HEADER_BYTES = 10;

    private final UpgradeResult terms;
    private final Deflation deflation;
    private final List<ByteBuf> data = new ArrayList<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable ChannelPromise written;
    private byte @Nullable [] pong;
    private byte @Nullable [] peersClose;
    private boolean closed;

    public FrameWriter(UpgradeResult terms, Deflation deflation) {
        this.terms = terms;
        this.deflation = deflation;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof CloseRequest goodbye) {
            close(context, goodbye, promise);
            return;
        }
        ByteBuf bytes = (ByteBuf) message;
        if (closed) {
            bytes.release();
            promise.tryFailure(new IllegalStateException("after the close frame"));
            return;
        }
        data.add(bytes);
        if (!promise.isVoid()) {
            written = promise;
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        if (!data.isEmpty()) {
            ChannelPromise promise = written == null ? context.newPromise() : written;
            written = null;
            writeData(context, promise);
        }
        context.flush();
    }

    private void writeData(ChannelHandlerContext context, ChannelPromise promise) {
        int bytes = data.stream().mapToInt(ByteBuf::readableBytes).sum();
        if (terms.compressed() && bytes >= SMALLEST_TO_COMPRESS) {
            ByteBuf deflated = deflation.deflate(context.alloc(), data, bytes);
            releaseData();
            writeInParts(context, deflated, true, promise);
        } else if (terms.browser() && bytes > BROWSER_FRAME_BYTES) {
            CompositeByteBuf all = context.alloc().compositeBuffer(data.size());
            all.addComponents(true, data);
            data.clear();
            writeInParts(context, all, false, promise);
        } else {
            writeHeader(context, FIN | FrameHeader.BINARY, bytes);
            int last = data.size() - 1;
            for (int i = 0; i < last; i++) {
                passOn(context, data.get(i));
            }
            context.write(data.get(last), promise);
            data.clear();
        }
    }

    /**
     * Writes frames of limited size. A compressed message is one message in several frames; each
     * plain part is a message of its own.
     */
    private void writeInParts(
            ChannelHandlerContext context,
            ByteBuf all,
            boolean compressed,
            ChannelPromise promise) {
        int most = terms.browser() ? BROWSER_FRAME_BYTES : Integer.MAX_VALUE;
        int opcode = FrameHeader.BINARY | (compressed ? RSV1 : 0);
        while (all.readableBytes() > most) {
            writeHeader(context, compressed ? opcode : FIN | opcode, most);
            passOn(context, all.readRetainedSlice(most));
            opcode = compressed ? FrameHeader.CONTINUATION : opcode;
        }
        writeHeader(context, FIN | opcode, all.readableBytes());
        context.write(all, promise);
    }

    private static void passOn(ChannelHandlerContext context, ByteBuf part) {
        context.write(part, context.voidPromise());
    }

    private static void writeHeader(ChannelHandlerContext context, int first, int length) {
        ByteBuf header = context.alloc().directBuffer(MAX_HEADER_BYTES).writeByte(first);
        if (length <= SHORT_LENGTH) {
            header.writeByte(length);
        } else if (length <= 0xffff) {
            header.writeByte(TWO_BYTES).writeShort(length);
        } else {
            header.writeByte(EIGHT_BYTES).writeLong(length);
        }
        passOn(context, header);
    }

    private void releaseData() {
        data.forEach(ByteBuf::release);
        data.clear();
    }

    // Control frames

    /**
     * Answers a ping soon. If that is not possible before a later ping comes, only the later one is
     * answered.
     */
    void answerPing(byte[] payload) {
        pong = payload;
        sendPong();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        sendPong();
        context.fireChannelWritabilityChanged();
    }

    private void sendPong() {
        byte[] payload = pong;
        ChannelHandlerContext current = context;
        if (payload != null && current != null && !closed && current.channel().isWritable()) {
            pong = null;
            writeHeader(current, FIN | FrameHeader.PONG, payload.length);
            passOn(current, current.alloc().directBuffer(payload.length).writeBytes(payload));
            current.flush();
        }
    }

    /** Records the peer's close frame, which is the answer to the peer. */
    void peerClosed(byte[] payload) {
        peersClose = CloseFrames.echo(payload);
    }

    private void close(
            ChannelHandlerContext context, CloseRequest goodbye, ChannelPromise promise) {
        closed = true;
        byte[] payload = peersClose == null ? CloseFrames.payload(goodbye.reason()) : peersClose;
        writeHeader(context, FIN | FrameHeader.CLOSE, payload.length);
        context.write(
                context.alloc().directBuffer(payload.length + 1).writeBytes(payload), promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        releaseData();
    }
}
