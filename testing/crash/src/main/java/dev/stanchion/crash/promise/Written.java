package dev.stanchion.crash.promise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A message that was appended, or was read. Immutable.
 *
 * @param encoded as stored
 */
public record Written(long sequence, long timestampEpochNanos, ByteBuf encoded)
        implements LogEntry {
    /**
     * Encodes a message.
     *
     * @param data one byte per char (ISO 8859-1)
     */
    public static Written of(String channel, long sequence, long timestampNanos, String data) {
        byte[] subject = channel.getBytes(UTF_8);
        ByteBuf target =
                Unpooled.buffer(
                        MsgProtoEncoder.encodedLength(
                                sequence, subject.length, 0, data.length(), timestampNanos));
        MsgProtoEncoder.write(
                target,
                sequence,
                subject,
                Unpooled.wrappedBuffer(data.getBytes(ISO_8859_1)),
                0,
                0,
                0,
                data.length(),
                timestampNanos);
        return new Written(sequence, timestampNanos, target);
    }

    @Override
    public int encodedLength() {
        return encoded.readableBytes();
    }

    @Override
    public void writeTo(ByteBuf target) {
        target.writeBytes(encoded, encoded.readerIndex(), encoded.readableBytes());
    }

    @Override
    public String toString() {
        return "#%d (%d bytes)".formatted(sequence, encodedLength());
    }
}
