package dev.stanchion.nats.websocket;

import dev.stanchion.nats.wire.CloseReason;
import dev.stanchion.nats.wire.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the frames of a client and passes their content on as it arrives.
 *
 * <p>A read inflates to about {@link #MAX_INFLATED_BYTES} at most. The rest waits, with reading
 * paused, until the other connections of the loop had their turn. Confined to the channel's event
 * loop.
 */
public final class FrameReader extends ChannelInboundHandlerAdapter {
    private static final int MAX_INFLATED_BYTES = 1 << 20;
    private static final int MAX_CONTROL_BYTES = 125;

    private enum Step {
        HEADER,
        PAYLOAD,
        /** In a compressed payload. A part of it is not inflated yet. */
        INFLATING,
        /** The peer has sent a close frame or an invalid frame. Nothing more is read. */
        DEAF
    }

    private final UpgradeResult terms;
    private final FrameWriter writer;
    private final Runnable pause;
    private final Runnable resume;
    private final FrameHeader header = new FrameHeader();
    private final Inflation inflation = new Inflation();
    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private final byte[] control = new byte[MAX_CONTROL_BYTES];
    private Step step = Step.HEADER;
    private long received;
    private boolean inMessage;
    private boolean compressedMessage;
    private long inflatedBytes;

    /**
     * @param writer the handler behind this one
     * @param pause stops reading from the channel
     * @param resume undoes one {@code pause}
     */
    public FrameReader(UpgradeResult terms, FrameWriter writer, Runnable pause, Runnable resume) {
        this.terms = terms;
        this.writer = writer;
        this.pause = pause;
        this.resume = resume;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        waiting.add((ByteBuf) message);
        if (waiting.size() == 1) {
            inflatedBytes = 0;
            readWaiting(context);
        }
    }

    private void readWaiting(ChannelHandlerContext context) {
        try {
            for (ByteBuf in = waiting.peek(); in != null; in = waiting.peek()) {
                read(context, in);
                if (inflatedBytes >= MAX_INFLATED_BYTES) {
                    pause.run();
                    context.executor().execute(() -> goOn(context));
                    return;
                }
                ByteBuf done = waiting.poll();
                if (done != null) {
                    done.release();
                }
            }
        } catch (ProtocolViolation violation) {
            step = Step.DEAF;
            clear();
            context.fireExceptionCaught(violation);
        }
    }

    private void goOn(ChannelHandlerContext context) {
        inflatedBytes = 0;
        readWaiting(context);
        resume.run();
    }

    /** Reads to the end, or until it has inflated enough. */
    private void read(ChannelHandlerContext context, ByteBuf in) {
        while ((in.isReadable() || step == Step.INFLATING) && inflatedBytes < MAX_INFLATED_BYTES) {
            switch (step) {
                case HEADER -> takeHeader(context, in);
                case PAYLOAD -> takePayload(context, in);
                case INFLATING -> inflate(context);
                case DEAF -> in.skipBytes(in.readableBytes());
            }
        }
    }

    private void takeHeader(ChannelHandlerContext context, ByteBuf in) {
        if (!header.take(in)) {
            return;
        }
        check();
        received = 0;
        step = Step.PAYLOAD;
        if (header.length() == 0) {
            endFrame(context);
        }
    }

    private void check() {
        require(header.isMasked() || !terms.masked(), "mask bit missing");
        require(header.length() >= 0 && !header.hasUnknownBits(), "malformed frame header");
        if (header.isControl()) {
            require(header.opcode() <= FrameHeader.PONG, "unknown opcode");
            require(header.length() <= MAX_CONTROL_BYTES, "control frame longer than 125 bytes");
            require(header.isFinal() && !header.isCompressed(), "control frame in parts");
        } else {
            checkData();
        }
    }

    private void checkData() {
        switch (header.opcode()) {
            case FrameHeader.TEXT, FrameHeader.BINARY -> {
                require(!inMessage, "new message before the end of the last one");
                require(!header.isCompressed() || terms.compressed(), "compression not agreed on");
                compressedMessage = header.isCompressed();
            }
            case FrameHeader.CONTINUATION ->
                    require(inMessage && !header.isCompressed(), "invalid continuation frame");
            default -> require(false, "unknown opcode");
        }
        inMessage = true;
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw ProtocolViolation.silent(CloseReason.PROTOCOL_VIOLATION, "WebSocket: " + fault);
        }
    }

    private void takePayload(ChannelHandlerContext context, ByteBuf in) {
        int length = (int) Math.min(in.readableBytes(), header.length() - received);
        ByteBuf part = in.readRetainedSlice(length);
        Masking.unmask(part, header.mask(), received);
        if (header.isControl()) {
            part.readBytes(control, (int) received, length).release();
        } else if (compressedMessage) {
            inflation.feed(part);
            step = Step.INFLATING;
        } else {
            context.fireChannelRead(part);
        }
        received += length;
        if (step == Step.PAYLOAD && received == header.length()) {
            endFrame(context);
        }
    }

    private void inflate(ChannelHandlerContext context) {
        ByteBuf piece = inflation.next(context.alloc());
        if (piece != null) {
            inflatedBytes += piece.readableBytes();
            context.fireChannelRead(piece);
        } else if (!inMessage) {
            inflation.end(); // the tail was inflated
            nextFrame();
        } else {
            step = Step.PAYLOAD;
            if (received == header.length()) {
                endFrame(context);
            }
        }
    }

    private void endFrame(ChannelHandlerContext context) {
        if (header.isControl()) {
            nextFrame();
            onControl(context);
        } else if (!header.isFinal()) {
            nextFrame();
        } else {
            inMessage = false;
            if (compressedMessage) {
                inflation.feedTail();
                step = Step.INFLATING;
            } else {
                nextFrame();
            }
        }
    }

    private void nextFrame() {
        header.clear();
        step = Step.HEADER;
    }

    private void onControl(ChannelHandlerContext context) {
        byte[] payload = Arrays.copyOf(control, (int) received);
        switch (header.opcode()) {
            case FrameHeader.PING -> writer.answerPing(payload);
            case FrameHeader.CLOSE -> {
                step = Step.DEAF;
                writer.peerClosed(payload);
                context.fireUserEventTriggered(PeerClosed.INSTANCE);
            }
            default -> {
                // an unsolicited PONG
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        step = Step.DEAF;
        clear();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        clear();
    }

    private void clear() {
        inflation.end();
        for (@Nullable ByteBuf in = waiting.poll(); in != null; in = waiting.poll()) {
            in.release();
        }
    }
}
