package dev.stanchion.transfer.gofile;

import dev.stanchion.store.file.disk.DiskTrouble;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * A new file for the Go server: the version and then records, as {@link TypedRecords} and {@link
 * DataFile} read them. It is forced to the disk when it closes.
 */
final class RecordFile implements Closeable {
    private static final int VERSION = 1;
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int TYPE_SHIFT = 24;

    private final Path path;
    private final FileChannel file;
    private final ByteBuf buffer = Unpooled.buffer(BUFFER_BYTES);
    private final ByteBuf payload = Unpooled.buffer();
    private final CRC32 crc = new CRC32();
    private long written;

    private RecordFile(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
        buffer.writeIntLE(VERSION);
    }

    /** Creates a file that does not exist. */
    static RecordFile create(Path path) {
        try {
            return new RecordFile(
                    path,
                    FileChannel.open(
                            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static UncheckedIOException failed(Path path, IOException e) {
        return new UncheckedIOException(
                "%s cannot be written: %s".formatted(path, DiskTrouble.of(path, e)), e);
    }

    /** Returns where the next record will begin. */
    long position() {
        return written + buffer.readableBytes();
    }

    /**
     * Appends a record.
     *
     * @param type 0 for a file whose records have no type
     * @return the length of its payload
     */
    int add(int type, Consumer<ByteBuf> encoder) {
        payload.clear();
        encoder.accept(payload);
        int size = payload.readableBytes();
        buffer.writeIntLE((type << TYPE_SHIFT) | size);
        buffer.writeIntLE(checksum(payload, 0, size));
        buffer.writeBytes(payload);
        writeIfLarge();
        return size;
    }

    /** Appends bytes and their checksum, as an index has them. */
    void addChecked(Consumer<ByteBuf> encoder) {
        int from = buffer.writerIndex();
        encoder.accept(buffer);
        buffer.writeIntLE(checksum(buffer, from, buffer.writerIndex() - from));
        writeIfLarge();
    }

    private int checksum(ByteBuf bytes, int from, int length) {
        crc.reset();
        crc.update(bytes.array(), bytes.arrayOffset() + from, length);
        return (int) crc.getValue();
    }

    private void writeIfLarge() {
        if (buffer.readableBytes() >= BUFFER_BYTES) {
            write();
        }
    }

    private void write() {
        try {
            while (buffer.isReadable()) {
                written += buffer.readBytes(file, written, buffer.readableBytes());
            }
            buffer.clear();
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    @Override
    public void close() {
        try (file) {
            write();
            file.force(true);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }
}
