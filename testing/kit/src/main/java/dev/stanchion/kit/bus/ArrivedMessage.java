package dev.stanchion.kit.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A message in the middle of a read buffer, as the parser of a real connection would show it: other
 * bytes before and behind it, and of no use after the call that it was made for.
 */
public final class ArrivedMessage implements BusMessage {
    private static final byte[] NEIGHBOURS = "\r\nPUB elsewhere 5\r\n\u00ff\u0000".getBytes(UTF_8);

    private final ByteBuf buffer;
    private final Origin origin;
    private final int subjectIndex;
    private final int subjectLength;
    private final int replyIndex;
    private final int replyLength;
    private final int payloadIndex;
    private final int payloadLength;
    private boolean over;

    /**
     * Writes a message into a buffer of its own.
     *
     * @param replyTo empty if no answer is expected
     */
    public ArrivedMessage(String subject, String replyTo, byte[] payload, Origin origin) {
        this.origin = origin;
        byte[] subjectBytes = subject.getBytes(UTF_8);
        byte[] replyBytes = replyTo.getBytes(UTF_8);
        buffer = Unpooled.buffer();
        subjectIndex = append(subjectBytes);
        subjectLength = subjectBytes.length;
        replyIndex = append(replyBytes);
        replyLength = replyBytes.length;
        payloadIndex = append(payload);
        payloadLength = payload.length;
        buffer.writeBytes(NEIGHBOURS);
    }

    private int append(byte[] bytes) {
        buffer.writeBytes(NEIGHBOURS);
        int index = buffer.writerIndex();
        buffer.writeBytes(bytes);
        return index;
    }

    /** Ends the view. The buffer itself stays as long as another owner retains it. */
    public void end() {
        over = true;
        buffer.release();
    }

    @Override
    public ByteBuf buffer() {
        requireValid();
        return buffer;
    }

    @Override
    public int subjectIndex() {
        requireValid();
        return subjectIndex;
    }

    @Override
    public int subjectLength() {
        requireValid();
        return subjectLength;
    }

    @Override
    public int replyIndex() {
        requireValid();
        return replyIndex;
    }

    @Override
    public int replyLength() {
        requireValid();
        return replyLength;
    }

    @Override
    public int payloadIndex() {
        requireValid();
        return payloadIndex;
    }

    @Override
    public int payloadLength() {
        requireValid();
        return payloadLength;
    }

    @Override
    public Origin origin() {
        requireValid();
        return origin;
    }

    private void requireValid() {
        if (over) {
            throw new IllegalStateException("message used after onMessage returned");
        }
    }
}
