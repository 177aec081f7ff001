package dev.stanchion.store.file;

import dev.stanchion.store.file.catalog.Catalog;
import dev.stanchion.store.file.catalog.CatalogContent;
import dev.stanchion.store.file.catalog.KnownChannel;
import dev.stanchion.store.file.commit.CommitScan;
import dev.stanchion.store.file.commit.Replay;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.recordlog.FieldReader;
import dev.stanchion.store.file.segment.SegmentHeader;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back channels that have files and that the catalog does not know, because it was lost or
 * damaged. Their segments contain their names.
 */
final class OrphanedChannels {
    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

    private final StoreDirectory directory;
    private final Disk disk;
    private final Catalog catalog;

    OrphanedChannels(StoreDirectory directory, Disk disk, Catalog catalog) {
        this.directory = directory;
        this.disk = disk;
        this.catalog = catalog;
    }

    /**
     * Adopts them.
     *
     * @param found the content of the commit log, perhaps of channels without any file
     */
    void adopt(CommitScan found) throws IOException {
        CatalogContent content = catalog.content();
        Set<Long> known = new HashSet<>(content.deleted());
        Set<String> names = new HashSet<>();
        for (KnownChannel channel : content.channels()) {
            known.add(channel.number());
            names.add(channel.name());
        }
        for (Disk.Entry entry : disk.list(directory.channels())) {
            long number = StoreDirectory.numberOf(entry);
            if (number > 0 && !known.contains(number)) {
                adopt(entry, number, names);
                known.add(number);
            }
        }
        for (long number : found.channels()) {
            // one below the next number is missing because it was deleted
            if (number >= content.nextNumber() && !known.contains(number)) {
                adopt(found, number, names);
            }
        }
    }

    private void adopt(CommitScan found, long number, Set<String> names) throws IOException {
        Replay replay = found.replayOf(number);
        String name = replay == null ? "" : replay.channelName();
        if (name.isEmpty() || !FieldReader.canRead(name) || !names.add(name)) {
            LOG.warn(
                    "Messages of channel number {} are ignored, because its name is unknown",
                    number);
            return;
        }
        LOG.error(
                "The catalog does not know channel {}, which has messages in the commit log. It is"
                        + " taken back, without its subscriptions",
                name);
        catalog.adopt(number, name);
    }

    private void adopt(Disk.Entry entry, long number, Set<String> names) throws IOException {
        Optional<SegmentHeader> header = SegmentHeader.firstIn(disk, entry.path(), number);
        if (header.isEmpty()
                || header.get().channel() != number
                || !FieldReader.canRead(header.get().name()) // the catalog left it out on purpose
                || !names.add(header.get().name())) {
            LOG.warn("{} is ignored, because it belongs to no known channel", entry.path());
            return;
        }
        LOG.error(
                "The catalog does not know channel {}, which has messages in {}. It is taken back,"
                        + " without its subscriptions",
                header.get().name(),
                entry.path());
        catalog.adopt(number, header.get().name());
    }
}
