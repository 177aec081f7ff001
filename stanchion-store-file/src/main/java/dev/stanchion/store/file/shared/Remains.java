package dev.stanchion.store.file.shared;

import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.store.file.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Deletes what earlier epochs and claims have left, a few files at a time. The term of an earlier
 * epoch stays: with it the directory keeps its name, so that a server that has slept through
 * several takeovers cannot give this name to what it was making. For one thread.
 */
final class Remains {
    private static final int AT_ONCE = 64;
    private static final List<String> OF_PLAIN_STORE = List.of("guids", "spare", "catalog.damaged");

    private final Disk disk;
    private final Epochs epochs;
    private final long number;
    private final Deque<Path> useless = new ArrayDeque<>();
    private boolean hasBegun;

    Remains(Epochs epochs, long number) {
        this.disk = epochs.disk();
        this.epochs = epochs;
        this.number = number;
    }

    /** Deletes some of them. */
    void deleteSome() throws IOException {
        if (!hasBegun) {
            begin();
            hasBegun = true;
        }
        for (int i = 0; i < AT_ONCE && !useless.isEmpty(); i++) {
            disk.delete(useless.removeLast());
        }
    }

    /** Deletes a claim that came too late, as far as that is possible. */
    static void deleteAll(Disk disk, Path claim) throws IOException {
        Deque<Path> all = new ArrayDeque<>();
        addWithContent(disk, claim, all);
        while (!all.isEmpty()) {
            disk.delete(all.removeLast());
        }
    }

    private void begin() throws IOException {
        StoreDirectory plain = new StoreDirectory(epochs.directory());
        PlainStoreMark.put(disk, plain.root());
        for (Path each : List.of(plain.commit(), plain.channels(), plain.deliveries())) {
            addWithContent(disk, each, useless);
        }
        OF_PLAIN_STORE.forEach(name -> useless.add(plain.root().resolve(name)));
        for (Disk.Entry each : epochs.uselessAt(number)) {
            if (Epochs.isClaim(each)) {
                addWithContent(disk, each.path(), useless);
            } else {
                addContent(disk, each.path(), useless);
            }
        }
    }

    private static void addWithContent(Disk disk, Path directory, Deque<Path> all)
            throws IOException {
        all.add(directory);
        addContent(disk, directory, all);
    }

    private static void addContent(Disk disk, Path directory, Deque<Path> all) throws IOException {
        List<Disk.Entry> entries;
        try {
            entries = disk.list(directory);
        } catch (NoSuchFileException e) {
            return; // nothing is there
        }
        boolean isEpoch = Epochs.numberOf(directory).isPresent();
        for (Disk.Entry each : entries) {
            if (each.isDirectory()) {
                addWithContent(disk, each.path(), all);
            } else if (!isEpoch || !Term.isOne(each)) {
                all.add(each.path());
            }
        }
    }
}
