package dev.stanchion.load.traffic;

import dev.stanchion.load.shape.Shape;
import dev.stanchion.protocol.PubMsgEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Messages of one publisher that are encoded once and sent repeatedly. All have the same length and
 * lie one after the other. Before each send, the publisher rewrites only the bytes that differ.
 *
 * <p>Confined to one thread. No allocation and no copy per message.
 */
final class MessageBlock {
    private static final int USUAL_BYTES = 64 * 1024;
    private static final int GUID_PREFIX = 10;
    private static final int GUID_DIGITS = 12;
    static final int GUID_LENGTH = GUID_PREFIX + GUID_DIGITS;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long CONTENT_SEED = 7;

    /** The reply subject of a message with a key; its digits are those of the key. */
    private static final String KEY = "key-" + "0".repeat(GUID_DIGITS);

    private static final int KEY_PREFIX = KEY.length() - GUID_DIGITS;

    private final ByteBuffer bytes;

    /** A view of the same bytes with the bounds of the next send. */
    private final ByteBuffer leaving;

    private final int publisher;
    private final int slots;
    private final int slotLength;
    private final int tagOffset;
    private final int guidOffset;
    private final int keyOffset;
    private final int keys;

    private MessageBlock(
            int publisher, List<byte[]> messages, byte[] payload, byte[] guid, int keys) {
        this.publisher = publisher;
        this.keys = keys;
        byte[] first = messages.getFirst();
        slotLength = first.length;
        tagOffset = indexOf(first, payload);
        guidOffset = guid.length == 0 ? -1 : indexOf(first, guid);
        keyOffset = keys == 0 ? -1 : indexOf(first, KEY.getBytes(StandardCharsets.US_ASCII));
        int rounds = Math.max(1, USUAL_BYTES / (slotLength * messages.size()));
        slots = rounds * messages.size();
        bytes = ByteBuffer.allocateDirect(slots * slotLength);
        leaving = bytes.duplicate();
        for (int slot = 0; slot < slots; slot++) {
            byte[] message = messages.get(slot % messages.size());
            if (message.length != slotLength) {
                throw new IllegalArgumentException("channels of different length");
            }
            bytes.put(message);
        }
    }

    /** Creates a block for core NATS: {@code PUB <subject> <length>}. */
    static MessageBlock core(int publisher, String subject, int payloadBytes) {
        byte[] payload = content(payloadBytes);
        return new MessageBlock(
                publisher, List.of(pub(subject, "", payload)), payload, new byte[0], 0);
    }

    /**
     * Creates a block for NATS Streaming: one {@code PubMsg} for each channel in turn. The names of
     * all channels must have the same length.
     */
    static MessageBlock streaming(
            int publisher,
            StreamingClient client,
            List<String> channels,
            String acks,
            Shape shape) {
        byte[] payload = content(shape.payloadBytes());
        String guid = StreamingClient.padded("guid-of-a-message");
        String reply = shape.keys() == 0 ? "" : KEY;
        List<byte[]> messages =
                channels.stream()
                        .map(channel ->
                                pub(
                                        client.publishSubject(channel),
                                        acks,
                                        pubMsg(client, guid, channel, reply, payload)))
                        .toList();
        return new MessageBlock(
                publisher,
                messages,
                payload,
                guid.getBytes(StandardCharsets.US_ASCII),
                shape.keys());
    }

    /**
     * Creates a block for JetStream: the payload to the subject of each channel in turn, with a
     * reply subject of its own for each message. The names of all channels must have the same
     * length.
     */
    static MessageBlock jetStream(
            int publisher, List<String> channels, String acks, int payloadBytes) {
        byte[] payload = content(payloadBytes);
        String guid = StreamingClient.padded("guid-of-a-message");
        List<byte[]> messages =
                channels.stream().map(channel -> pub(channel, acks + "." + guid, payload)).toList();
        return new MessageBlock(
                publisher, messages, payload, guid.getBytes(StandardCharsets.US_ASCII), 0);
    }

    /** Returns random bytes, the same each time. Nothing on the way can compress them. */
    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new SplittableRandom(CONTENT_SEED).nextBytes(content);
        return content;
    }

    private static byte[] pubMsg(
            StreamingClient client, String guid, String channel, String reply, byte[] payload) {
        ByteBuf buffer = Unpooled.buffer(payload.length + 256);
        PubMsgEncoder.write(buffer, client.id(), guid, channel, reply, payload, client.connId());
        return ByteBufUtil.getBytes(buffer);
    }

    private static byte[] pub(String subject, String reply, byte[] payload) {
        String words = reply.isEmpty() ? subject : subject + " " + reply;
        ByteBuf buffer = Unpooled.buffer(payload.length + 256);
        buffer.writeCharSequence(
                "PUB " + words + " " + payload.length + "\r\n", StandardCharsets.UTF_8);
        buffer.writeBytes(payload);
        buffer.writeCharSequence("\r\n", StandardCharsets.UTF_8);
        return ByteBufUtil.getBytes(buffer);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new IllegalStateException("an encoded message lacks what was encoded");
    }

    /** Returns how many messages can be sent at once, beginning with this one. */
    int roomFrom(long number) {
        return slots - slot(number);
    }

    private int slot(long number) {
        return (int) (number % slots);
    }

    /** Writes the number of a message. */
    void number(long number) {
        int at = slot(number) * slotLength;
        Tag.write(bytes, at + tagOffset, publisher, number);
        if (guidOffset >= 0) {
            writeHex(at + guidOffset + GUID_PREFIX, number);
        }
        if (keyOffset >= 0) {
            writeHex(at + keyOffset + KEY_PREFIX, number % keys);
        }
    }

    /** Writes the number and the times of a message with a schedule. */
    void number(long number, long due, long begun) {
        number(number);
        Tag.writeTimes(bytes, slot(number) * slotLength + tagOffset, due, begun);
    }

    private void writeHex(int at, long number) {
        long rest = number;
        for (int i = at + GUID_DIGITS - 1; i >= at; i--) {
            bytes.put(i, HEX[(int) rest & 0xF]);
            rest >>>= 4;
        }
    }

    /** Reads the number in a guid; negative if this driver did not create the guid. */
    static long numberOf(byte[] bytes, int guidAt) {
        long number = 0;
        for (int i = guidAt + GUID_PREFIX; i < guidAt + GUID_LENGTH; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            number = (number << 4) | digit;
        }
        return number;
    }

    /**
     * Returns the given number of messages from this one on. They are valid until they are numbered
     * again.
     */
    ByteBuffer messages(long first, int count) {
        int slot = slot(first);
        return leaving.limit((slot + count) * slotLength).position(slot * slotLength);
    }
}
