package dev.stanchion.simulation.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of one campaign: which blocks of seeds are done, and which seeds failed. A block is
 * written with its failures in one call, so a process that is killed leaves whole blocks, and at
 * most one line that is not whole. Safe for use by many threads.
 */
final class Journal implements AutoCloseable {
    private static final Pattern FAILED = Pattern.compile("(failed|stuck) (\\d+) (.*)");
    private static final Pattern DONE = Pattern.compile("done (\\d+)");

    private final Range range;
    private final FileChannel file;
    private final BitSet done = new BitSet();
    private final Map<Long, String> failures = new TreeMap<>();

    private Journal(Range range, FileChannel file) {
        this.range = range;
        this.file = file;
    }

    /**
     * Opens a journal, and makes it if there is none.
     *
     * @throws IOException if it belongs to other seeds, or another process uses it
     */
    static Journal open(Path path, Range range) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        FileChannel file = FileChannel.open(path, CREATE, READ, WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock == null) {
                throw new IOException(path + ": another bin/simulate runs these seeds");
            }
            Journal journal = new Journal(range, file);
            journal.read(path, Files.readString(path));
            return journal;
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private void read(Path path, String text) throws IOException {
        int whole = text.lastIndexOf('\n') + 1;
        file.truncate(text.substring(0, whole).getBytes(UTF_8).length);
        file.position(file.size());
        if (whole == 0) {
            write(range + "\n");
            return;
        }
        List<String> lines = text.substring(0, whole).lines().toList();
        if (!lines.getFirst().equals(range.toString())) {
            throw new IOException("%s is of other seeds: %s".formatted(path, lines.getFirst()));
        }
        Map<Long, String> ofBlock = new TreeMap<>();
        for (String line : lines) {
            read(line, ofBlock);
        }
    }

    private void read(String line, Map<Long, String> ofBlock) {
        Matcher failed = FAILED.matcher(line);
        Matcher ended = DONE.matcher(line);
        if (failed.matches()) {
            boolean isOfBlock = failed.group(1).equals("failed");
            (isOfBlock ? ofBlock : failures).put(Long.valueOf(failed.group(2)), failed.group(3));
        } else if (ended.matches()) {
            done.set(Integer.parseInt(ended.group(1)));
            failures.putAll(ofBlock);
            ofBlock.clear();
        }
    }

    synchronized boolean isDone(int block) {
        return done.get(block);
    }

    synchronized long seedsDone() {
        return done.stream().mapToLong(range::sizeOf).sum();
    }

    synchronized Map<Long, String> failures() {
        return Map.copyOf(failures);
    }

    /** Returns whether the seed failed before, so that it need not run in its block again. */
    synchronized boolean hasFailed(long seed) {
        return failures.containsKey(seed);
    }

    /** A block is done. */
    synchronized void done(int block, Map<Long, String> failed) throws IOException {
        StringBuilder lines = new StringBuilder();
        failed.forEach((seed, what) -> lines.append("failed %d %s\n".formatted(seed, what)));
        write(lines.append("done ").append(block).append('\n').toString());
        failures.putAll(failed);
        done.set(block);
    }

    /** A seed does not end, and so its block never will. */
    synchronized void stuck(long seed, String what) throws IOException {
        write("stuck %d %s\n".formatted(seed, what));
        failures.put(seed, what);
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
