package dev.stanchion.store.file;

import dev.stanchion.store.file.commit.Sync;
import dev.stanchion.store.file.segment.SliceRules;
import java.nio.file.Path;

/**
 * How a file store works. Immutable.
 *
 * @param sync when messages are forced to the disk
 * @param slices when a channel's segment is full
 * @param readBufferBytes what is read at once at the most, for somebody who reads on and on
 * @param maxOpenFiles of segments; 0 means the default
 * @param readers threads that read, and that load channels at a start
 * @param reserveBytes of disk space, below which messages are refused; 0 means that they never are
 * @param memoryBytes for the newest messages of all channels
 * @param commitFileBytes when the next file of the commit log begins
 * @param commitLogBytes how long the commit log may become before syncs are hurried
 * @param archiveScript what segments are handed to of which nothing is kept; the empty path means
 *     that they are deleted
 * @param deliveryLogBytes how long each of the two files is to which a shard writes what it has
 *     delivered last
 */
public record FileStoreOptions(
        Sync sync,
        SliceRules slices,
        int readBufferBytes,
        int maxOpenFiles,
        int readers,
        long reserveBytes,
        long memoryBytes,
        long commitFileBytes,
        long commitLogBytes,
        Path archiveScript,
        int deliveryLogBytes) {
    private static final Path NO_SCRIPT = Path.of("");

    /** What is used where nothing else is asked for. */
    public static final FileStoreOptions DEFAULTS =
            new FileStoreOptions(
                    Sync.ALWAYS,
                    SliceRules.DEFAULT,
                    2 << 20,
                    0,
                    2,
                    64L << 20,
                    defaultMemoryBytes(),
                    64L << 20,
                    256L << 20,
                    NO_SCRIPT,
                    1 << 20);

    private static final int DEFAULT_OPEN_FILES = 512;
    private static final int LEAST_OPEN_FILES = 8;
    private static final long LEAST_MEMORY_BYTES = 1 << 20;
    private static final int LEAST_DELIVERY_LOG_BYTES = 1024;

    public FileStoreOptions {
        require("fds_limit", maxOpenFiles, 0);
        require("parallel_recovery", readers, 1);
        require("read_buffer_size", readBufferBytes, 0);
        require("reserve", reserveBytes, 0);
        require("memory", memoryBytes, LEAST_MEMORY_BYTES);
        require("commit_file_size", commitFileBytes, 1);
        require("commit_log_size", commitLogBytes, 1);
        require("delivery_log_size", deliveryLogBytes, LEAST_DELIVERY_LOG_BYTES);
    }

    private static void require(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s: %d (expected: at least %d)".formatted(name, value, least));
        }
    }

    /** Direct memory may be as much as the heap, unless somebody says otherwise. */
    private static long defaultMemoryBytes() {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return Math.max(32L << 20, Math.min(512L << 20, quarter));
    }

    /**
     * Returns how much may be appended and not yet durable, on all shards together, so that memory
     * suffices for that, for what is not in segments yet, and for something to read from.
     * Publishers are to be held back beyond that, not refused.
     */
    public long unsyncedBytes() {
        return memoryBytes / 4;
    }

    int openFiles() {
        return maxOpenFiles == 0 ? DEFAULT_OPEN_FILES : Math.max(LEAST_OPEN_FILES, maxOpenFiles);
    }

    public FileStoreOptions withSync(Sync other) {
        return new FileStoreOptions(
                other,
                slices,
                readBufferBytes,
                maxOpenFiles,
                readers,
                reserveBytes,
                memoryBytes,
                commitFileBytes,
                commitLogBytes,
                archiveScript,
                deliveryLogBytes);
    }

    public FileStoreOptions withSlices(SliceRules other) {
        return new FileStoreOptions(
                sync,
                other,
                readBufferBytes,
                maxOpenFiles,
                readers,
                reserveBytes,
                memoryBytes,
                commitFileBytes,
                commitLogBytes,
                archiveScript,
                deliveryLogBytes);
    }

    /**
     * Sets how messages are read that are not in memory any more.
     *
     * @param bufferBytes read at once at the most
     * @param openFiles 0 means the default
     */
    public FileStoreOptions withReads(int bufferBytes, int openFiles, int threads) {
        return new FileStoreOptions(
                sync,
                slices,
                bufferBytes,
                openFiles,
                threads,
                reserveBytes,
                memoryBytes,
                commitFileBytes,
                commitLogBytes,
                archiveScript,
                deliveryLogBytes);
    }

    public FileStoreOptions withReserveBytes(long other) {
        return new FileStoreOptions(
                sync,
                slices,
                readBufferBytes,
                maxOpenFiles,
                readers,
                other,
                memoryBytes,
                commitFileBytes,
                commitLogBytes,
                archiveScript,
                deliveryLogBytes);
    }

    public FileStoreOptions withMemoryBytes(long other) {
        return new FileStoreOptions(
                sync,
                slices,
                readBufferBytes,
                maxOpenFiles,
                readers,
                reserveBytes,
                other,
                commitFileBytes,
                commitLogBytes,
                archiveScript,
                deliveryLogBytes);
    }

    public FileStoreOptions withCommitLog(long fileBytes, long logBytes) {
        return new FileStoreOptions(
                sync,
                slices,
                readBufferBytes,
                maxOpenFiles,
                readers,
                reserveBytes,
                memoryBytes,
                fileBytes,
                logBytes,
                archiveScript,
                deliveryLogBytes);
    }

    /** Hands segments to a script instead of deleting them. */
    public FileStoreOptions withArchiveScript(Path script) {
        return new FileStoreOptions(
                sync,
                slices,
                readBufferBytes,
                maxOpenFiles,
                readers,
                reserveBytes,
                memoryBytes,
                commitFileBytes,
                commitLogBytes,
                script,
                deliveryLogBytes);
    }

    public FileStoreOptions withDeliveryLogBytes(int other) {
        return new FileStoreOptions(
                sync,
                slices,
                readBufferBytes,
                maxOpenFiles,
                readers,
                reserveBytes,
                memoryBytes,
                commitFileBytes,
                commitLogBytes,
                archiveScript,
                other);
    }

    boolean hasArchiveScript() {
        return !archiveScript.equals(NO_SCRIPT);
    }
}
