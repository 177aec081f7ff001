package dev.stanchion.store.file.check;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.store.file.catalog.Catalog;
import dev.stanchion.store.file.commit.Checkpoint;
import dev.stanchion.store.file.commit.CommitScan;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.FileCopy;
import dev.stanchion.store.file.segment.SegmentCheck;
import dev.stanchion.store.file.segment.SegmentNote;
import dev.stanchion.store.file.shared.Epochs;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Replaces damaged files of a store's directory. It copies each file to {@code damaged/}, and
 * replaces it by one with everything that can be read. The repair names the lost messages, and the
 * catalog records the loss, so that later checks do not report it again. It deletes nothing, and a
 * second repair finds nothing to do. For one thread.
 */
public final class StoreRepair {
    private static final String ASIDE = "damaged";
    private static final String CATALOG = "catalog";

    private final Disk disk;
    private final Path root;

    /**
     * The repair of one file, done or planned.
     *
     * @param aside the place of the original
     * @param kept the messages that stay, in words
     * @param lost the messages that cannot be read, in words
     */
    public record Step(Path file, Path aside, String kept, String lost) {}

    /** The result of a repair. */
    public record Result(StoreReport before, List<Step> steps) {
        public Result {
            steps = List.copyOf(steps);
        }
    }

    private StoreRepair(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /** Returns the steps of a repair, without doing them. */
    public static Result plan(Disk disk, Path directory) throws IOException {
        Path root = new Epochs(disk, directory).lastStore();
        StoreReport report = StoreCheck.of(disk, root);
        return new Result(report, new StoreRepair(disk, root).steps(report));
    }

    /**
     * Repairs a directory.
     *
     * @throws StoreException of kind {@code BUSY} if a server uses it
     */
    public static Result run(Disk disk, Path directory) throws IOException {
        Path root = new Epochs(disk, directory).lastStore();
        StoreReport report = StoreCheck.of(disk, root);
        try (Closeable lock = disk.lock(root)) {
            assert lock != null;
            StoreRepair repair = new StoreRepair(disk, root);
            List<Step> steps = repair.steps(report);
            for (int i = 0; i < report.damagedSegments().size(); i++) {
                repair.carryOut(report.damagedSegments().get(i), steps.get(i));
            }
            if (steps.size() > report.damagedSegments().size()) {
                repair.mendCatalog(report, steps.getLast());
            }
            return new Result(report, steps);
        }
    }

    private List<Step> steps(StoreReport report) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (SegmentCheck damaged : report.damagedSegments()) {
            Path channel = Objects.requireNonNull(damaged.path().getParent());
            Path aside = root.resolve(ASIDE).resolve(String.valueOf(channel.getFileName()));
            steps.add(
                    new Step(
                            damaged.path(),
                            unused(aside, String.valueOf(damaged.path().getFileName())),
                            damaged.messageCount() + " message(s)",
                            lost(damaged)));
        }
        if (report.catalogDamages() > 0 || !report.losses().isEmpty()) {
            steps.add(
                    new Step(
                            root.resolve(CATALOG),
                            unused(root.resolve(ASIDE), CATALOG),
                            "all records that can be read",
                            lost(report)));
        }
        return steps;
    }

    private static String lost(StoreReport report) {
        List<String> parts = new ArrayList<>();
        if (report.catalogDamages() > 0) {
            parts.add("%d damaged stretch(es)".formatted(report.catalogDamages()));
        }
        for (ChannelLoss loss : report.losses()) {
            parts.add(
                    "%d message(s) of %s, of which it takes note"
                            .formatted(loss.messageCount(), loss.segment()));
        }
        return String.join(", ", parts);
    }

    /** The files of an earlier repair stay. */
    private Path unused(Path directory, String name) throws IOException {
        Set<String> taken = new HashSet<>();
        try {
            disk.list(directory).forEach(entry -> taken.add(entry.name()));
        } catch (NoSuchFileException e) {
            return directory.resolve(name);
        }
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = name + "." + i;
        }
        return directory.resolve(free);
    }

    private static String lost(SegmentCheck damaged) {
        if (damaged.header().isEmpty()) {
            return "all of it";
        }
        List<String> parts = new ArrayList<>();
        for (SegmentCheck.Stretch each : damaged.damages()) {
            long last = each.nextSequence() - 1;
            parts.add(
                    last <= each.expectedSequence()
                            ? "message " + each.expectedSequence()
                            : "messages %d to %d".formatted(each.expectedSequence(), last));
        }
        if (parts.isEmpty() && damaged.missingMessages() == 0) {
            return "nothing";
        }
        return parts.isEmpty()
                ? "%d messages at its end".formatted(damaged.missingMessages())
                : String.join(", ", parts);
    }

    /** The copy is safe before anything is changed, so this can be ended at any point. */
    private void carryOut(SegmentCheck damaged, Step step) throws IOException {
        keepCopy(step);
        Path channel = Objects.requireNonNull(step.file().getParent());
        if (damaged.messageCount() == 0) {
            disk.delete(step.file());
        } else {
            Path mended = step.file().resolveSibling(step.file().getFileName() + ".mended");
            disk.delete(mended);
            damaged.copyReadable(disk, mended);
            disk.rename(mended, step.file());
        }
        disk.syncDirectory(channel);
    }

    private void keepCopy(Step step) throws IOException {
        Path asideDirectory = Objects.requireNonNull(step.aside().getParent());
        disk.createDirectory(asideDirectory);
        FileCopy.copy(disk, step.file(), step.aside());
        disk.syncDirectory(asideDirectory);
        disk.syncDirectory(root.resolve(ASIDE));
        disk.syncDirectory(root);
    }

    /**
     * Opening the catalog writes it again with everything that can be read; lost records are not
     * missed from then on.
     */
    private void mendCatalog(StoreReport report, Step step) throws IOException {
        keepCopy(step);
        Catalog catalog = Catalog.open(new InlineWorker(), disk, root, 0);
        List<SegmentNote> remaining = report.losses().stream().map(ChannelLoss::remaining).toList();
        catalog.record(new Checkpoint.Facts(List.of(), remaining, 0), () -> {}, why -> {});
        if (report.catalogDamages() > 0) { // perhaps it said that they are not needed any more
            CommitScan.of(disk, new StoreDirectory(root).commit(), catalog::numberOf)
                    .missing(catalog.commitFiles())
                    .forEach(catalog::commitFilesMayBeGone);
        }
        if (!catalog.finish()) {
            throw new IOException(step.file() + " could not be written");
        }
    }
}
