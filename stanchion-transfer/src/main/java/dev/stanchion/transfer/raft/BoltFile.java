package dev.stanchion.transfer.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.transfer.TransferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file of bbolt, the database of the Raft log, which is opened for reading only. It is a tree of
 * pages; the newer one of two meta pages names its root. Numbers are little-endian.
 *
 * <pre>
 *   page:   id (8) | flags (2) | count (2) | overflow (4) | elements | keys and values
 *   leaf:   flags (4) | position (4) | key length (4) | value length (4)
 *   branch: position (4) | key length (4) | page (8)
 *   bucket: root page (8), 0 if the page follows in place | sequence (8)
 * </pre>
 */
final class BoltFile implements Closeable {
    private static final int PAGE_HEADER_BYTES = 16;
    private static final int ELEMENT_BYTES = 16;
    private static final int BUCKET_HEADER_BYTES = 16;
    private static final long MAGIC = 0xED0C_DAEDL;
    private static final int VERSION = 2;
    private static final int BRANCH = 1;
    private static final int LEAF = 2;
    private static final int BUCKET = 1;
    private static final int MOST_DEPTH = 64;
    private static final int MIN_PAGE_BYTES = 1024;
    private static final int MAX_PAGE_BYTES = 1 << 16;

    private final Path path;
    private final FileChannel file;
    private final long size;
    private final int pageBytes;
    private final long root;

    /** Takes the entries of a bucket, in the order of their keys. */
    interface Visitor {
        /** Takes an entry, whose value is valid during the call. */
        void entry(byte[] key, ByteBuf value);
    }

    private BoltFile(Path path, FileChannel file) throws IOException {
        this.path = path;
        this.file = file;
        this.size = file.size();
        ByteBuf first = read(0, MIN_PAGE_BYTES);
        this.pageBytes = pageBytes(first);
        Meta one = meta(first);
        Meta two = meta(read(pageBytes, MIN_PAGE_BYTES));
        if (!one.isWhole && !two.isWhole) {
            throw damaged("it has no whole meta page");
        }
        boolean isFirst = one.isWhole && (!two.isWhole || one.transaction > two.transaction);
        this.root = isFirst ? one.root : two.root;
    }

    private record Meta(boolean isWhole, long root, long transaction) {}

    static BoltFile open(Path path) {
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new BoltFile(path, file);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int pageBytes(ByteBuf first) {
        long bytes = first.getUnsignedIntLE(PAGE_HEADER_BYTES + 8);
        boolean isMeta = first.getUnsignedIntLE(PAGE_HEADER_BYTES) == MAGIC;
        if (!isMeta || bytes < MIN_PAGE_BYTES || bytes > MAX_PAGE_BYTES) {
            throw damaged("it is no file of bbolt");
        }
        return (int) bytes;
    }

    /** A meta page has a checksum, so a torn one does not count. */
    private static Meta meta(ByteBuf page) {
        int at = PAGE_HEADER_BYTES;
        int checked = 56;
        boolean isWhole =
                page.getUnsignedIntLE(at) == MAGIC
                        && page.getUnsignedIntLE(at + 4) == VERSION
                        && page.getLongLE(at + checked) == fnv(page, at, checked);
        return new Meta(isWhole, page.getLongLE(at + 16), page.getLongLE(at + 48));
    }

    private static long fnv(ByteBuf bytes, int from, int length) {
        long hash = 0xCBF2_9CE4_8422_2325L;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ bytes.getUnsignedByte(i)) * 0x100_0000_01B3L;
        }
        return hash;
    }

    /** Visits all entries of a bucket; none if there is no such bucket. */
    void forEach(String bucket, Visitor visitor) {
        byte[] name = bucket.getBytes(UTF_8);
        walk(
                page(root),
                0,
                (flags, key, value) -> {
                    if (flags == BUCKET && Arrays.equals(key, name)) {
                        long own = value.getLongLE(value.readerIndex());
                        ByteBuf page =
                                own == 0
                                        ? value.slice(
                                                value.readerIndex() + BUCKET_HEADER_BYTES,
                                                value.readableBytes() - BUCKET_HEADER_BYTES)
                                        : page(own);
                        walk(page, 1, (ignored, each, content) -> visitor.entry(each, content));
                    }
                });
    }

    private interface Leaves {
        void leaf(int flags, byte[] key, ByteBuf value);
    }

    private void walk(ByteBuf page, int depth, Leaves leaves) {
        if (depth > MOST_DEPTH || page.readableBytes() < PAGE_HEADER_BYTES) {
            throw damaged("its pages form no tree");
        }
        int kind = page.getUnsignedShortLE(8);
        int count = page.getUnsignedShortLE(10);
        try {
            for (int i = 0; i < count; i++) {
                int element = PAGE_HEADER_BYTES + i * ELEMENT_BYTES;
                if ((kind & LEAF) != 0) {
                    int at = element + Math.toIntExact(page.getUnsignedIntLE(element + 4));
                    int keyLength = Math.toIntExact(page.getUnsignedIntLE(element + 8));
                    int length = Math.toIntExact(page.getUnsignedIntLE(element + 12));
                    byte[] key = new byte[Math.min(keyLength, page.capacity())];
                    page.getBytes(at, key);
                    leaves.leaf(
                            (int) page.getUnsignedIntLE(element),
                            key,
                            page.slice(at + keyLength, length));
                } else if ((kind & BRANCH) != 0) {
                    walk(page(page.getLongLE(element + 8)), depth + 1, leaves);
                } else {
                    throw damaged("a page is neither a branch nor a leaf");
                }
            }
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw damaged("an element is outside of its page");
        }
    }

    private ByteBuf page(long number) {
        long offset = number * pageBytes;
        if (number < 0 || offset > size - pageBytes) {
            throw damaged("page " + number + " is behind its end");
        }
        try {
            long overflow = read(offset, PAGE_HEADER_BYTES).getUnsignedIntLE(12);
            long length = (overflow + 1) * pageBytes;
            if (length > size - offset || length > Integer.MAX_VALUE - 16) {
                throw damaged("page " + number + " is longer than the file");
            }
            return read(offset, (int) length);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " at offset " + offset, e);
        }
    }

    private ByteBuf read(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) > 0) {
            // until all bytes are there, or the file ends
        }
        return Unpooled.wrappedBuffer(bytes.array());
    }

    private TransferException damaged(String why) {
        return new TransferException(
                "%s cannot be read: %s".formatted(path, why),
                "Take the data of another member, or use --messages-only.");
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
