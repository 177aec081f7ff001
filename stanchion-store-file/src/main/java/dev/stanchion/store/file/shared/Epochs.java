package dev.stanchion.store.file.shared;

import dev.stanchion.store.file.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The epochs in a directory. An epoch that has its name is complete. The name is given by a rename,
 * which the file system lets one server do and no other, because the directory of an epoch always
 * has a file. Immutable; the directory has the state.
 */
public record Epochs(Disk disk, Path directory) {
    private static final Pattern EPOCH = Pattern.compile("epoch-(\\d{1,18})");
    private static final Pattern CLAIM = Pattern.compile("claim-(\\d{1,18})-.+");

    /**
     * What the directory has.
     *
     * @param last the number of the last epoch; 0 if there is none, and the directory itself is a
     *     store, or is new
     * @param claims of the epoch behind that
     */
    record Content(long last, List<Path> claims) {}

    Content look() throws IOException {
        List<Disk.Entry> entries = entries();
        long last = 0;
        for (Disk.Entry each : entries) {
            last = Math.max(last, numberOf(each, EPOCH));
        }
        List<Path> claims = new ArrayList<>();
        for (Disk.Entry each : entries) {
            if (numberOf(each, CLAIM) == last + 1) {
                claims.add(each.path());
            }
        }
        return new Content(last, claims);
    }

    private List<Disk.Entry> entries() throws IOException {
        try {
            return disk.list(directory);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static long numberOf(Disk.Entry entry, Pattern pattern) {
        Matcher name = pattern.matcher(entry.name());
        return entry.isDirectory() && name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    /** Returns whether servers have shared the directory. */
    public boolean areThere() throws IOException {
        return look().last() > 0;
    }

    /** Returns where the files of the store are that the directory has. */
    public Path lastStore() throws IOException {
        return store(look().last());
    }

    /** Returns where the files of an epoch's store are. */
    Path store(long number) {
        return number == 0 ? directory : epoch(number);
    }

    /** Returns the directory of an epoch. */
    public Path epoch(long number) {
        return directory.resolve("epoch-" + number);
    }

    /** Returns where an epoch is made. */
    Path claim(long number, String id) {
        return directory.resolve("claim-%d-%s".formatted(number, id));
    }

    /** Returns the epochs and claims that an epoch has made useless. */
    List<Disk.Entry> uselessAt(long number) throws IOException {
        return entries().stream()
                .filter(each -> isBefore(each, EPOCH, number) || isBefore(each, CLAIM, number + 1))
                .toList();
    }

    private static boolean isBefore(Disk.Entry entry, Pattern pattern, long number) {
        long its = numberOf(entry, pattern);
        return its > 0 && its < number;
    }

    static boolean isClaim(Disk.Entry entry) {
        return numberOf(entry, CLAIM) > 0;
    }

    /** Returns the number of an epoch; empty if the path is none. */
    static OptionalLong numberOf(Path path) {
        long number = numberOf(new Disk.Entry(path, true), EPOCH);
        return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
