package dev.stanchion.cli.backup;

import dev.stanchion.transfer.TransferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A backup, and the incremental ones that continue it, in their order. Immutable.
 *
 * @param files the first one stands alone, and each other one continues the one before
 */
record BackupChain(List<BackupContents> files) {
    BackupChain {
        files = List.copyOf(files);
    }

    /**
     * Reads all files, and proves that each continues the one before.
     *
     * @throws TransferException if a file is damaged or missing
     */
    static BackupChain of(List<Path> paths) {
        List<BackupContents> files = new ArrayList<>();
        for (Path path : paths) {
            BackupContents next = BackupScan.of(path);
            requireNext(files, next);
            files.add(next);
        }
        return new BackupChain(files);
    }

    private static void requireNext(List<BackupContents> before, BackupContents next) {
        if (before.isEmpty()) {
            if (!next.since().isEmpty()) {
                throw new TransferException(
                        "%s continues the backup %s, which is missing"
                                .formatted(next.file(), next.since()),
                        "Name the files from the full backup on, the oldest first.");
            }
            return;
        }
        BackupContents last = before.getLast();
        if (!next.since().equals(last.id())) {
            throw new TransferException(
                    "%s does not continue %s: %s"
                            .formatted(
                                    next.file(),
                                    last.file(),
                                    next.since().isEmpty()
                                            ? "it stands alone"
                                            : "it continues the backup " + next.since()),
                    "Name the files from the full backup on, the oldest first.");
        }
    }

    BackupContents newest() {
        return files.getLast();
    }

    /**
     * Returns the parts of a channel, the oldest first. What the newest file says of the channel
     * holds; the others have earlier messages of it.
     */
    List<Part> parts(BackupContents.Channel channel) {
        List<Part> parts = new ArrayList<>();
        BackupContents.Channel next = channel;
        for (int i = files.size() - 1; i >= 0; i--) {
            parts.addFirst(new Part(i, next));
            if (next.from() <= Math.max(1, channel.firstSequence()) || i == 0) {
                return parts;
            }
            BackupContents.Channel before = files.get(i - 1).channels().get(channel.name());
            if (before == null || before.lastSequence() < next.from() - 1) {
                throw new TransferException(
                        "%s has messages of %s from %d on, and %s does not go that far"
                                .formatted(
                                        files.get(i).file(),
                                        channel.name(),
                                        next.from(),
                                        files.get(i - 1).file()),
                        "Restore another backup.");
            }
            next = before;
        }
        return parts;
    }

    /**
     * A channel in one of the files.
     *
     * @param file the index of the file
     */
    record Part(int file, BackupContents.Channel channel) {}
}
