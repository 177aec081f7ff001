package dev.stanchion.store.file;

import dev.stanchion.store.file.commit.Sync;
import dev.stanchion.store.file.segment.SliceRules;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The options of a file store. Immutable.
 *
 * @param sync when messages are forced to the disk
 * @param slices when a channel's segment is full
 * @param readBufferBytes the maximum of one read, for a subscriber that reads on and on
 * @param maxOpenFiles the maximum number of open segments; 0 means the default
 * @param readers the number of threads that read, and that load channels at a start
 * @param reserveBytes the free disk space below which messages are refused; 0 means no reserve
 * @param memoryBytes the memory for the newest messages of all channels
 * @param cacheBytes the memory of each shard for messages that were read from files; 0 means a part
 *     of {@code memoryBytes}
 * @param commitFileBytes the size at which the next file of the commit log begins
 * @param commitLogBytes the size of the commit log from which on syncs are hurried
 * @param archiveScript the program that gets segments of which nothing is kept; the empty path
 *     means that they are deleted
 * @param deliveryLogBytes the size of each of the two files to which a shard writes its last
 *     deliveries; 0 means that it writes none
 */
public record FileStoreOptions(
        Sync sync,
        SliceRules slices,
        int readBufferBytes,
        int maxOpenFiles,
        int readers,
        long reserveBytes,
        long memoryBytes,
        long cacheBytes,
        long commitFileBytes,
        long commitLogBytes,
        Path archiveScript,
        int deliveryLogBytes) {
    private static final Path NO_SCRIPT = Path.of("");

    /** The default options. */
    public static final FileStoreOptions DEFAULTS = new Draft().toOptions();

    /**
     * The options of a process that fills a store once, or reads it once from beginning to end. The
     * cache has one read at a time. A larger one would outlive the young generation of the heap, so
     * the old one would grow with the size of the store.
     */
    public static final FileStoreOptions ONE_PASS =
            DEFAULTS.withMemoryBytes(64L << 20).withReads(256 << 10, 0, 2).withCacheBytes(1);

    private static final int DEFAULT_OPEN_FILES = 512;
    private static final long CACHE_PART = 16;
    private static final int LEAST_OPEN_FILES = 8;
    private static final long LEAST_MEMORY_BYTES = 1 << 20;
    private static final int LEAST_DELIVERY_LOG_BYTES = 1024;

    public FileStoreOptions {
        require("fds_limit", maxOpenFiles, 0);
        require("parallel_recovery", readers, 1);
        require("read_buffer_size", readBufferBytes, 0);
        require("reserve", reserveBytes, 0);
        require("memory", memoryBytes, LEAST_MEMORY_BYTES);
        require("cache", cacheBytes, 0);
        require("commit_file_size", commitFileBytes, 1);
        require("commit_log_size", commitLogBytes, 1);
        if (deliveryLogBytes != 0) {
            require("delivery_log_size", deliveryLogBytes, LEAST_DELIVERY_LOG_BYTES);
        }
    }

    private static void require(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s: %d (expected: at least %d)".formatted(name, value, least));
        }
    }

    /** The JVM allows as much direct memory as heap, unless an option changes that. */
    private static long defaultMemoryBytes() {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return Math.max(32L << 20, Math.min(512L << 20, quarter));
    }

    /**
     * Returns how much may be appended and not yet durable, on all shards together. There must be
     * memory for that, for messages that are not in segments yet, and for reading. Beyond that,
     * publishers are held back, and not refused.
     */
    public long unsyncedBytes() {
        return memoryBytes / 4;
    }

    /** Returns the memory of a shard for messages that were read from files. */
    long readCacheBytes() {
        return cacheBytes == 0 ? memoryBytes / CACHE_PART : cacheBytes;
    }

    int openFiles() {
        return maxOpenFiles == 0 ? DEFAULT_OPEN_FILES : Math.max(LEAST_OPEN_FILES, maxOpenFiles);
    }

    public FileStoreOptions withSync(Sync other) {
        return with(draft -> draft.sync = other);
    }

    public FileStoreOptions withSlices(SliceRules other) {
        return with(draft -> draft.slices = other);
    }

    /**
     * Sets how messages are read that are not in memory any more.
     *
     * @param bufferBytes read at once at the most
     * @param openFiles 0 means the default
     */
    public FileStoreOptions withReads(int bufferBytes, int openFiles, int threads) {
        return with(draft -> {
            draft.readBufferBytes = bufferBytes;
            draft.maxOpenFiles = openFiles;
            draft.readers = threads;
        });
    }

    /**
     * Returns the reserve on a disk of a size: at the most a twentieth of it, so that a small disk
     * is not refused as a whole.
     */
    public long reserveBytesOf(long diskBytes) {
        return Math.min(reserveBytes, diskBytes / 20);
    }

    public FileStoreOptions withReserveBytes(long other) {
        return with(draft -> draft.reserveBytes = other);
    }

    public FileStoreOptions withMemoryBytes(long other) {
        return with(draft -> draft.memoryBytes = other);
    }

    /**
     * Sets the memory of each shard for messages that were read from files. One read is kept in any
     * case.
     */
    public FileStoreOptions withCacheBytes(long other) {
        return with(draft -> draft.cacheBytes = other);
    }

    public FileStoreOptions withCommitLog(long fileBytes, long logBytes) {
        return with(draft -> {
            draft.commitFileBytes = fileBytes;
            draft.commitLogBytes = logBytes;
        });
    }

    /** Hands segments to a script instead of deleting them. */
    public FileStoreOptions withArchiveScript(Path script) {
        return with(draft -> draft.archiveScript = script);
    }

    public FileStoreOptions withDeliveryLogBytes(int other) {
        return with(draft -> draft.deliveryLogBytes = other);
    }

    boolean hasArchiveScript() {
        return !archiveScript.equals(NO_SCRIPT);
    }

    private FileStoreOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toOptions();
    }

    /** The options while they change, one by one. Confined to one call. */
    private static final class Draft {
        private Sync sync = Sync.ALWAYS;
        private SliceRules slices = SliceRules.DEFAULT;
        private int readBufferBytes = 2 << 20;
        private int maxOpenFiles;
        private int readers = 2;
        private long reserveBytes = 64L << 20;
        private long memoryBytes = defaultMemoryBytes();
        private long cacheBytes;
        private long commitFileBytes = 64L << 20;
        private long commitLogBytes = 256L << 20;
        private Path archiveScript = NO_SCRIPT;
        private int deliveryLogBytes = 1 << 20;

        Draft() {}

        Draft(FileStoreOptions from) {
            sync = from.sync;
            slices = from.slices;
            readBufferBytes = from.readBufferBytes;
            maxOpenFiles = from.maxOpenFiles;
            readers = from.readers;
            reserveBytes = from.reserveBytes;
            memoryBytes = from.memoryBytes;
            cacheBytes = from.cacheBytes;
            commitFileBytes = from.commitFileBytes;
            commitLogBytes = from.commitLogBytes;
            archiveScript = from.archiveScript;
            deliveryLogBytes = from.deliveryLogBytes;
        }

        FileStoreOptions toOptions() {
            return new FileStoreOptions(
                    sync,
                    slices,
                    readBufferBytes,
                    maxOpenFiles,
                    readers,
                    reserveBytes,
                    memoryBytes,
                    cacheBytes,
                    commitFileBytes,
                    commitLogBytes,
                    archiveScript,
                    deliveryLogBytes);
        }
    }
}
