package dev.stanchion.store.file.delivery;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.work.ShardTasks;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The delivery logs of a store's shards and their files. Owned by the keeper. */
public final class DeliveryLogs {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLogs.class);

    private final Disk disk;
    private final Path directory;
    private final Terms terms;
    private final Catalog catalog;
    private final List<DeliveryRegion> regions = new ArrayList<>();
    private boolean isTold;

    /** The catalog, as far as the logs need it. Safe for use by many threads. */
    public interface Catalog {
        /**
         * Calls the keeper when all earlier records are written; with false if that is not
         * possible.
         */
        void whenWritten(Consumer<Boolean> written);

        /** Records that deliveries and acknowledgements of this run are not all recorded. */
        void runIsIncomplete();
    }

    /**
     * How the logs of a run are to be.
     *
     * @param run from 1
     * @param regionBytes of each of the two files of a shard; 0 for none
     * @param mayWrite whether the files of the run before are not needed any more
     */
    public record Terms(long run, int regionBytes, boolean mayWrite) {}

    public DeliveryLogs(Disk disk, Path directory, Terms terms, Catalog catalog) {
        this.disk = disk;
        this.directory = directory;
        this.terms = terms;
        this.catalog = catalog;
    }

    /** Makes the log of a shard; on the keeper. */
    public DeliveryLog logOf(ShardExecutor owner) {
        List<DeliveryRegion> made = new ArrayList<>();
        if (terms.regionBytes() == 0) {
            catalog.runIsIncomplete();
        } else if (!terms.mayWrite()) {
            cannotRecord(new IOException("what the run before has left there is still needed"));
        } else {
            try {
                make(owner.index(), made);
            } catch (IOException e) {
                made.forEach(DeliveryLogs::discard);
                made.clear();
                cannotRecord(e);
            }
        }
        regions.addAll(made);
        return new DeliveryLog(owner, terms.run(), made, new Desk());
    }

    private void make(int shard, List<DeliveryRegion> made) throws IOException {
        for (String name : List.of("a", "b")) {
            Path path = directory.resolve("%d-%s.log".formatted(shard, name));
            made.add(DeliveryRegion.create(disk, path, terms.regionBytes()));
        }
    }

    /** Gives its room to others. */
    private static void discard(DeliveryRegion region) {
        try {
            region.close();
            region.delete();
        } catch (IOException e) {
            LOG.debug("A file that is not used cannot be deleted", e);
        }
    }

    private final class Desk implements DeliveryLog.Keeper {
        @Override
        public void free(
                @Nullable DeliveryRegion region, ShardExecutor owner, DeliveryLog.Answer answer) {
            catalog.whenWritten(isWritten -> {
                boolean isFree = isWritten && isReady(region);
                ShardTasks.tell(owner, () -> answer.freed(isFree));
            });
        }

        @Override
        public void cannotRecord(Throwable why) {
            DeliveryLogs.this.cannotRecord(why);
        }
    }

    private static boolean isReady(@Nullable DeliveryRegion region) {
        try {
            if (region != null) {
                region.makeReady();
            }
            return true;
        } catch (IOException e) {
            LOG.debug("A page of mapped memory cannot be had for now", e);
            return false;
        }
    }

    private synchronized void cannotRecord(Throwable why) {
        if (!isTold) {
            isTold = true;
            LOG.warn(
                    "{} cannot be written, so deliveries and acknowledgements are recorded a moment"
                            + " late: after a kill, messages of this moment come again, flagged as"
                            + " redelivered",
                    directory,
                    why);
        }
        catalog.runIsIncomplete();
    }

    /** Closes all files, and deletes them if they are not needed; on the keeper, at the end. */
    public void close(boolean isObsolete) {
        for (DeliveryRegion region : regions) {
            try {
                region.close();
            } catch (IOException e) {
                LOG.debug("A file in {} could not be closed", directory, e);
            }
        }
        if (isObsolete) {
            deleteAll(disk, directory);
        }
    }

    /** Deletes the files of an earlier run. */
    public static void deleteAll(Disk disk, Path directory) {
        try {
            for (Path path : DeliveryHistory.filesIn(disk, directory)) {
                disk.delete(path);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is not there", directory, e);
        } catch (IOException e) {
            LOG.warn("What is left in {} cannot be deleted for now", directory, e);
        }
    }
}
