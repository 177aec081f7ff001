package dev.stanchion.store.file.channel;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.segment.SegmentReads;
import dev.stanchion.store.file.work.StoreWorkers;
import dev.stanchion.store.file.work.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's readers and the files that they have open. A channel always has the same reader. Safe
 * for use by many threads.
 */
public final class SegmentReaders {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentReaders.class);

    private final StoreWorkers workers;
    private final Disk disk;
    private final int maxOpenFiles;
    private final ConcurrentMap<Worker, SegmentReads> reads = new ConcurrentHashMap<>();

    /**
     * @param maxOpenFiles for each reader
     */
    public SegmentReaders(StoreWorkers workers, Disk disk, int maxOpenFiles) {
        this.workers = workers;
        this.disk = disk;
        this.maxOpenFiles = maxOpenFiles;
    }

    /** Something that a reader does. */
    @FunctionalInterface
    public interface Task {
        void run(SegmentReads reads);
    }

    /** Has the reader of a channel do something. */
    public void execute(long channel, Task task) {
        Worker worker = workers.reader(channel);
        worker.execute(() -> task.run(readsOf(worker)));
    }

    private SegmentReads readsOf(Worker worker) {
        return reads.computeIfAbsent(worker, ignored -> new SegmentReads(disk, maxOpenFiles));
    }

    /** Closes files that are going to be deleted. */
    public void forget(long channel, List<Path> paths) {
        execute(
                channel,
                open -> {
                    for (Path path : paths) {
                        try {
                            open.forget(path);
                        } catch (IOException e) {
                            LOG.warn("{} cannot be closed", path, e);
                        }
                    }
                });
    }

    /** Closes the files of a channel that is deleted, behind all that was asked before. */
    public void close(long channel, Path directory, Runnable closed) {
        execute(
                channel,
                open -> {
                    try {
                        open.forgetAll(directory);
                    } catch (IOException e) {
                        LOG.warn("A file in {} cannot be closed", directory, e);
                    }
                    closed.run();
                });
    }

    /** Closes all files; waits for the readers. */
    public void finish() {
        reads.forEach((worker, open) ->
                worker.call(() -> {
                    try {
                        open.close();
                    } catch (IOException e) {
                        LOG.warn("A segment cannot be closed", e);
                    }
                }));
    }
}
