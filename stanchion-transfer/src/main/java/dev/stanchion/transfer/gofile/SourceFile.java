package dev.stanchion.transfer.gofile;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Checksum;

/**
 * A file of the Go server, which is opened for reading only. The bytes are in a window, which moves
 * and grows to the largest record. Numbers are little-endian.
 */
final class SourceFile implements Closeable {
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int MAX_WINDOW_BYTES = Integer.MAX_VALUE - 16;
    private static final int VERSION = 1;

    /** The length of the header of a file, and the offset of its first record. */
    static final int HEADER_BYTES = 4;

    private final Path path;
    private final FileChannel file;
    private final long size;
    private final Checksum crc;
    private byte[] window;
    private ByteBuf buffer;
    private long start;
    private int filled;

    private SourceFile(Path path, FileChannel file, long size, Checksum crc) {
        this.crc = crc;
        this.path = path;
        this.file = file;
        this.size = size;
        this.window = new byte[(int) Math.min(WINDOW_BYTES, Math.max(64, size))];
        this.buffer = Unpooled.wrappedBuffer(window);
    }

    static SourceFile open(Path path, Polynomial polynomial) {
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new SourceFile(path, file, file.size(), polynomial.newChecksum());
            } catch (IOException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    /** Returns the size that the file had when it was opened. */
    long size() {
        return size;
    }

    /** Returns whether the file begins with the version that this reader knows. */
    boolean hasKnownVersion() {
        return load(0, HEADER_BYTES) && unsignedInt(0) == VERSION;
    }

    /** Describes the beginning of the file, for a person. */
    String version() {
        return load(0, HEADER_BYTES)
                ? "its header says version " + unsignedInt(0) + " (expected: " + VERSION + ")"
                : "it has only " + size + " byte(s)";
    }

    /**
     * Makes bytes readable.
     *
     * @return false if the file ends before them, or if no array can contain them
     */
    boolean load(long offset, long length) {
        if (offset < 0 || length < 0 || length > size - offset || length > MAX_WINDOW_BYTES) {
            return false;
        }
        if (offset < start || offset + length > start + filled) {
            fill(offset, (int) length);
        }
        return offset + length <= start + filled;
    }

    private void fill(long offset, int length) {
        if (length > window.length) {
            window = new byte[length];
            buffer = Unpooled.wrappedBuffer(window);
        }
        start = offset;
        filled = 0;
        ByteBuffer target = ByteBuffer.wrap(window);
        try {
            while (target.hasRemaining()) {
                int read = file.read(target, offset + filled);
                if (read <= 0) {
                    return;
                }
                filled += read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " at offset " + offset, e);
        }
    }

    byte at(long offset) {
        return window[(int) (offset - start)];
    }

    long unsignedInt(long offset) {
        return Integer.toUnsignedLong(buffer.getIntLE(index(offset)));
    }

    long number(long offset) {
        return buffer.getLongLE(index(offset));
    }

    /** Returns the buffer that contains the loaded bytes. */
    ByteBuf buffer() {
        return buffer;
    }

    /** Returns where a loaded byte is in {@link #buffer}. */
    int index(long offset) {
        return (int) (offset - start);
    }

    /** Computes a checksum, in pieces if there are many bytes. The bytes must be in the file. */
    long checksum(long offset, long length) {
        crc.reset();
        long done = 0;
        while (done < length) {
            int part = (int) Math.min(length - done, window.length);
            if (!load(offset + done, part)) {
                return -1; // the file has become shorter; no checksum has this value
            }
            crc.update(window, index(offset + done), part);
            done += part;
        }
        return crc.getValue();
    }

    /** Returns whether there are only zeros from an offset to the end. */
    boolean isZeroFrom(long offset) {
        for (long at = offset; at < size; at++) {
            if (!load(at, 1) || at(at) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
