package dev.stanchion.activity.witness;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one shard of the active has answered since its last such message. Immutable; nobody changes
 * the arrays. All numbers are big-endian:
 *
 * <pre>
 *   1  version, 1
 *   1  shard
 *   8  epoch of the term
 *   8  running number of the message in the term and shard, from 1
 *   2  length of the request token, and its bytes
 *   4  count of answers, and 8 bytes for each
 *   4  count of channels, and for each
 *        2  length of the name, and its bytes
 *        8  settled sequence; 0 if unknown
 *        4  count of guids, and 8 bytes for each
 * </pre>
 *
 * @param requestToken the token in the subjects that clients share
 * @param answers {@link dev.stanchion.engine.spi.GuidHash}es of reply subjects of requests, and of
 *     guids that were refused
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of hashes, which nobody compares
record SettledMessage(
        int shard,
        long epoch,
        long number,
        String requestToken,
        long[] answers,
        List<OfChannel> channels) {
    private static final int VERSION = 1;

    /**
     * The publishes of one channel that the active has answered.
     *
     * @param sequence all messages up to it are settled; 0 if unknown
     * @param guids the hashes of the guids that were acknowledged
     */
    @SuppressWarnings("ArrayRecordComponent") // see above
    record OfChannel(String channel, long sequence, long[] guids) {}

    void encodeTo(ByteBuf target) {
        target.writeByte(VERSION).writeByte(shard).writeLong(epoch).writeLong(number);
        writeText(target, requestToken);
        writeHashes(target, answers);
        target.writeInt(channels.size());
        for (OfChannel channel : channels) {
            writeText(target, channel.channel());
            target.writeLong(channel.sequence());
            writeHashes(target, channel.guids());
        }
    }

    private static void writeText(ByteBuf target, String text) {
        target.writeShort(ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeUtf8(target, text);
    }

    private static void writeHashes(ByteBuf target, long[] hashes) {
        target.writeInt(hashes.length);
        for (long hash : hashes) {
            target.writeLong(hash);
        }
    }

    /**
     * Reads a message.
     *
     * @return empty if the bytes are no such message, or one of another version
     */
    static Optional<SettledMessage> decode(ByteBuf buffer, int index, int length) {
        ByteBuf in = buffer.slice(index, length);
        try {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            int shard = in.readUnsignedByte();
            long epoch = in.readLong();
            long number = in.readLong();
            String token = readText(in);
            long[] answers = readHashes(in);
            int count = in.readInt();
            List<OfChannel> channels = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                channels.add(new OfChannel(readText(in), in.readLong(), readHashes(in)));
            }
            return Optional.of(new SettledMessage(shard, epoch, number, token, answers, channels));
        } catch (IndexOutOfBoundsException truncated) {
            return Optional.empty();
        }
    }

    private static String readText(ByteBuf in) {
        return in.readCharSequence(in.readUnsignedShort(), StandardCharsets.UTF_8).toString();
    }

    private static long[] readHashes(ByteBuf in) {
        int count = in.readInt();
        if (count < 0 || count > in.readableBytes() / Long.BYTES) {
            throw new IndexOutOfBoundsException(count);
        }
        long[] hashes = new long[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = in.readLong();
        }
        return hashes;
    }
}
