package dev.stanchion.store.file.recordlog;

import dev.stanchion.engine.spi.StoreException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file of records that is only appended to, and replaced as a whole by a shorter one when most of
 * it has become void. It knows nothing of what a record says. For one thread at a time.
 *
 * <pre>
 *   0          8         12         20        24
 *   +----------+---------+----------+---------+----------+----------+-- ...
 *   | STANRECS | version |    id    | CRC32C  | record   | record   |
 *   +----------+---------+----------+---------+----------+----------+-- ...
 *
 *   record:    0         4         8
 *              +---------+---------+------------- ... --+
 *              | length  | CRC32C  |        body        |
 *              +---------+---------+------------- ... --+
 * </pre>
 *
 * <p>Numbers are big-endian. {@code length} is that of the body, at least 1; a record's CRC covers
 * its length and its body, the header's CRC all that is before it.
 *
 * <p>A log that ends within a record was being written when its process or machine ended: the rest
 * is cut off. What can't be read with something readable behind it was written once and is damaged
 * now; whoever opens the log decides what becomes of that. A record whose length alone is damaged
 * is read all the same, since its checksum says so.
 */
public final class RecordLog implements Closeable {
    static final int HEADER_BYTES = 24;
    static final int RECORD_HEADER_BYTES = 8;

    private static final long MAGIC = 0x5354414E52454353L; // STANRECS
    private static final int VERSION = 1;
    private static final int LEAST_BYTES_TO_COMPACT = 64 * 1024;
    private static final int WRITE_BYTES = 64 * 1024;

    /** The event that a log must survive. */
    public enum Safety {
        /** The end of the process: data that the operating system has is safe. */
        PROCESS,
        /** The end of the machine, too: a replacement is on the disk before it takes the place. */
        MACHINE
    }

    private final LogFiles files;
    private final Path path;
    private final Safety safety;
    private LogFile file;
    private long id;
    private long end;
    private long cutBytes;
    private long compactedBytes = HEADER_BYTES;
    private boolean isNew;

    private RecordLog(LogFiles files, Path path, Safety safety, LogFile file) {
        this.files = files;
        this.path = path;
        this.safety = safety;
        this.file = file;
    }

    /**
     * Opens a log and reads all of it.
     *
     * @param idIfNew the ID of a log that is created now
     * @param replay gets the body of each record, in order; valid during the call only
     * @throws StoreException of kind {@code CORRUPT} if a record within the log is damaged, or a
     *     newer Stanchion wrote it
     */
    public static RecordLog open(
            LogFiles files, Path path, Safety safety, long idIfNew, Consumer<ByteBuffer> replay)
            throws IOException {
        return open(
                files,
                path,
                safety,
                idIfNew,
                replay,
                why -> {
                    throw why;
                });
    }

    /** The reaction to a damage. Nothing of the file is changed before this is called. */
    @FunctionalInterface
    public interface OnDamage {
        /**
         * Hears of a header that is damaged, or of a stretch with something readable behind it; it
         * is passed over if nothing is thrown.
         */
        void damaged(StoreException why) throws IOException;

        /**
         * Hears that the end is damaged: it does not look like a write that has ended early. What
         * cannot be read of it is cut off.
         */
        default void endDamaged(StoreException why) throws IOException {}
    }

    /** Does the same for a caller to which some records are better than none. */
    public static RecordLog open(
            LogFiles files,
            Path path,
            Safety safety,
            long idIfNew,
            Consumer<ByteBuffer> replay,
            OnDamage onDamage)
            throws IOException {
        LogFile file = files.open(path);
        RecordLog log = new RecordLog(files, path, safety, file);
        try {
            files.delete(replacementOf(path)); // one that had not taken the place is nothing
            log.read(idIfNew, replay, onDamage);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        return log;
    }

    private static Path replacementOf(Path path) {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    private void read(long idIfNew, Consumer<ByteBuffer> replay, OnDamage onDamage)
            throws IOException {
        long sizeBytes = file.sizeBytes();
        if (sizeBytes < HEADER_BYTES) {
            begin(idIfNew);
            return;
        }
        if (sizeBytes > Integer.MAX_VALUE - RECORD_HEADER_BYTES) {
            throw corrupt(0, "it is too long: %d bytes (at most 2 GiB)".formatted(sizeBytes));
        }
        ByteBuf memory = Unpooled.directBuffer((int) sizeBytes); // a heap may be smaller
        try {
            read(memory.nioBuffer(0, (int) sizeBytes), idIfNew, replay, onDamage);
        } finally {
            memory.release();
        }
    }

    private void read(
            ByteBuffer content, long idIfNew, Consumer<ByteBuffer> replay, OnDamage onDamage)
            throws IOException {
        int sizeBytes = content.remaining();
        file.read(content, 0);
        content.flip();
        if (isBlank(content)) {
            file.truncate(0);
            begin(idIfNew);
            return;
        }
        id = checkHeader(content, idIfNew, onDamage);
        content.position(HEADER_BYTES);
        end = replay(content, replay, onDamage);
        cutBytes = sizeBytes - end;
        if (cutBytes > 0) {
            file.truncate(end);
        }
    }

    private void begin(long idIfNew) throws IOException {
        isNew = true;
        id = idIfNew;
        file.write(header(id), 0);
        end = HEADER_BYTES;
    }

    /** A machine that ends while a log is created can leave its size without its content. */
    private static boolean isBlank(ByteBuffer content) {
        for (int i = 0; i < content.limit(); i++) {
            if (content.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer header(long id) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putLong(MAGIC).putInt(VERSION).putLong(id);
        header.putInt(RecordFrame.checksum(header.slice(0, header.position())));
        return header.flip();
    }

    private long checkHeader(ByteBuffer content, long idIfDamaged, OnDamage onDamage)
            throws IOException {
        long magic = content.getLong();
        int version = content.getInt();
        long found = content.getLong();
        int checksum = RecordFrame.checksum(content.slice(0, content.position()));
        if (content.getInt() != checksum || magic != MAGIC) {
            // nothing that it says can be trusted, not even that a newer version wrote it
            onDamage.damaged(
                    corrupt(0, magic == MAGIC ? "its header is damaged" : "it is no record log"));
            return idIfDamaged;
        }
        if (version != VERSION) {
            throw corrupt(
                    0,
                    ("it has format version %d (expected: %d); a newer Stanchion wrote it,"
                                    + " start that one")
                            .formatted(version, VERSION));
        }
        return found;
    }

    /** Returns where the last whole record ends. */
    private int replay(ByteBuffer content, Consumer<ByteBuffer> replay, OnDamage onDamage)
            throws IOException {
        while (content.hasRemaining()) {
            int start = content.position();
            ByteBuffer body = RecordFrame.bodyAt(content, start);
            if (body == null) {
                int behind = recordBehind(content, start);
                body = RecordFrame.bodyUpTo(content, start, behind < 0 ? content.limit() : behind);
                tell(content, start, behind, body != null, onDamage);
                if (body == null && behind < 0) {
                    return start;
                }
                if (body == null) {
                    content.position(behind);
                    continue;
                }
            }
            int next = start + RECORD_HEADER_BYTES + body.remaining();
            replay.accept(body);
            content.position(next);
        }
        return content.position();
    }

    private void tell(ByteBuffer content, int start, int behind, boolean isRead, OnDamage onDamage)
            throws IOException {
        StoreException why =
                corrupt(
                        start,
                        isRead
                                ? "the length of a record is damaged, which is read all the same"
                                : behind < 0
                                        ? "its end is damaged"
                                        : "a record is damaged, and another follows at offset %d"
                                                .formatted(behind));
        if (behind >= 0) {
            onDamage.damaged(why);
        } else if (isRead || !RecordFrame.isTorn(content, start)) {
            onDamage.endDamaged(why);
        }
    }

    /** Returns where the next record is; -1 if there is none. */
    private static int recordBehind(ByteBuffer content, int damagedAt) {
        for (int at = damagedAt + 1; at < content.limit(); at++) {
            if (RecordFrame.bodyAt(content, at) != null) {
                return at;
            }
        }
        return -1;
    }

    private StoreException corrupt(long offset, String reason) {
        return new StoreException(
                StoreException.Kind.CORRUPT, "read", path + " at offset " + offset, reason);
    }

    /** Returns the ID of this log; a replacement keeps it. */
    public long id() {
        return id;
    }

    /** Returns whether there was no log, or none with a first record. */
    public boolean isNew() {
        return isNew;
    }

    /** Returns the size of the file. */
    public long sizeBytes() {
        return end;
    }

    /** Returns how much was cut off the end when the log was opened. */
    public long cutBytes() {
        return cutBytes;
    }

    /**
     * Appends a record, which survives the end of this process from then on.
     *
     * @param body at least one byte
     * @throws IOException if it cannot be written; then nothing has changed
     */
    public void append(ByteBuffer body) throws IOException {
        append(List.of(body));
    }

    /** Appends several records with one write; all or none of them. */
    public void append(List<ByteBuffer> bodies) throws IOException {
        int bytes = 0;
        for (ByteBuffer body : bodies) {
            bytes += RECORD_HEADER_BYTES + body.remaining();
        }
        ByteBuffer frame = ByteBuffer.allocate(bytes);
        bodies.forEach(body -> RecordFrame.put(frame, body));
        frame.flip();
        int frameBytes = frame.remaining();
        try {
            file.write(frame, end);
        } catch (IOException e) {
            cutPartlyWritten(e);
            throw e;
        }
        end += frameBytes;
    }

    private void cutPartlyWritten(IOException cause) {
        try {
            file.truncate(end);
        } catch (IOException e) {
            cause.addSuppressed(e); // the next append or the next opening writes over it
        }
    }

    /** Returns when all that was appended would survive the end of the machine. */
    public void force() throws IOException {
        file.force();
    }

    /** Returns whether the log has more than doubled since it contained nothing void. */
    public boolean isWorthCompacting() {
        return end > Math.max(LEAST_BYTES_TO_COMPACT, 2 * compactedBytes);
    }

    /**
     * Replaces all records.
     *
     * @throws IOException if that is not possible; then nothing has changed
     */
    public void compact(Iterable<ByteBuffer> bodies) throws IOException {
        Path replacement = replacementOf(path);
        LogFile next = files.open(replacement);
        long nextEnd;
        try {
            nextEnd = writeAll(next, bodies);
            if (safety == Safety.MACHINE) {
                next.force();
            }
            files.replace(replacement, path);
        } catch (IOException | RuntimeException e) {
            discard(next, replacement, e);
            throw e;
        }
        LogFile replaced = file;
        file = next;
        end = nextEnd;
        compactedBytes = nextEnd;
        replaced.close();
    }

    private long writeAll(LogFile target, Iterable<ByteBuffer> bodies) throws IOException {
        target.truncate(0);
        ByteBuffer gathered = ByteBuffer.allocate(WRITE_BYTES).put(header(id));
        long written = 0;
        for (ByteBuffer body : bodies) {
            int frameBytes = RECORD_HEADER_BYTES + body.remaining();
            if (gathered.remaining() < frameBytes) {
                written += write(target, gathered, written);
                gathered =
                        gathered.capacity() < frameBytes
                                ? ByteBuffer.allocate(frameBytes)
                                : gathered.clear();
            }
            RecordFrame.put(gathered, body);
        }
        return written + write(target, gathered, written);
    }

    private static int write(LogFile target, ByteBuffer gathered, long position)
            throws IOException {
        int count = gathered.flip().remaining();
        target.write(gathered, position);
        return count;
    }

    private void discard(LogFile next, Path replacement, Exception cause) {
        try {
            next.close();
            files.delete(replacement);
        } catch (IOException e) {
            cause.addSuppressed(e); // the next opening deletes it
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
