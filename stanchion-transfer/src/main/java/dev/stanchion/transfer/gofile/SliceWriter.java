package dev.stanchion.transfer.gofile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.transfer.CopiedMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.Closeable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes the messages of a channel to slices with an index each. */
final class SliceWriter implements Closeable {
    private static final long SLICE_BYTES = 64L << 20;

    private final Path directory;
    private final byte[] channel;
    private final CopiedMessage copied;
    private int slices;
    private @Nullable RecordFile data;
    private @Nullable RecordFile index;

    SliceWriter(Path directory, String channel) {
        this.directory = directory;
        this.channel = channel.getBytes(UTF_8);
        this.copied = new CopiedMessage(this.channel);
    }

    /** Appends a message of a source. */
    void add(MsgProtoCursor message) {
        add(message.sequence(), message.timestampEpochNanos(), copied.of(message)::writeTo);
    }

    /** Appends a message without content, as the Go server does where a sequence has no message. */
    void addEmpty(long sequence, long timestampEpochNanos) {
        add(
                sequence,
                timestampEpochNanos,
                target ->
                        MsgProtoEncoder.write(
                                target,
                                sequence,
                                channel,
                                Unpooled.EMPTY_BUFFER,
                                0,
                                0,
                                0,
                                0,
                                timestampEpochNanos));
    }

    /** Encodes a message. */
    private interface Encoder {
        void encode(ByteBuf target);
    }

    private void add(long sequence, long timestampEpochNanos, Encoder encoder) {
        RecordFile messages = data;
        RecordFile entries = index;
        if (messages == null || entries == null || messages.position() >= SLICE_BYTES) {
            close();
            slices++;
            messages = RecordFile.create(directory.resolve("msgs." + slices + ".dat"));
            data = messages;
            entries = RecordFile.create(directory.resolve("msgs." + slices + ".idx"));
            index = entries;
        }
        long offset = messages.position();
        int size = messages.add(0, encoder::encode);
        entries.addChecked(entry -> {
            entry.writeLongLE(sequence);
            entry.writeLongLE(offset);
            entry.writeLongLE(timestampEpochNanos);
            entry.writeIntLE(size);
        });
    }

    @Override
    public void close() {
        if (data != null) {
            data.close();
            data = null;
        }
        if (index != null) {
            index.close();
            index = null;
        }
    }
}
