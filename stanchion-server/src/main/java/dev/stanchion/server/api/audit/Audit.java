package dev.stanchion.server.api.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.server.file.FileMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was changed: a line into the log, a line into the file if there is one, and the last
 * thousand entries in memory. The file is opened for each line, so that an operator can move it
 * away at any time. Its own thread writes it, because a disk can hang; the thread ends when there
 * is nothing to write. Safe for use by many threads.
 */
public final class Audit implements AutoCloseable {
    /** How many entries the memory keeps. */
    public static final int MAX_KEPT = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int MAX_WAITING = 1000;
    private static final long IDLE_SECONDS = 10;
    private static final long CLOSE_SECONDS = 2;

    private final Optional<Path> file;
    private final ThreadPoolExecutor writer;
    private final Deque<AuditEntry> kept = new ArrayDeque<>();
    private long last;

    public Audit(Optional<Path> file) {
        this.file = file;
        this.writer =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MAX_WAITING),
                        task -> {
                            Thread thread = new Thread(task, "stanchion-audit");
                            thread.setDaemon(true);
                            return thread;
                        });
        this.writer.allowCoreThreadTimeOut(true);
    }

    /** Returns the number for the next entry. */
    public synchronized long nextNumber() {
        return ++last;
    }

    /**
     * Keeps and writes an entry.
     *
     * @return completes when the line is in the file, or fails if it cannot be written
     */
    public CompletableFuture<Void> write(AuditEntry entry) {
        keep(entry);
        LOG.info(
                "Admin: {} by {} from {}: {} {} (request {})",
                entry.action(),
                entry.user().isEmpty() ? "nobody" : entry.user(),
                entry.address(),
                entry.target(),
                entry.status(),
                entry.requestId());
        return toFile(entry);
    }

    private synchronized void keep(AuditEntry entry) {
        kept.addLast(entry);
        if (kept.size() > MAX_KEPT) {
            kept.removeFirst();
        }
    }

    /** Writes an entry into the file only, before its change begins. */
    public CompletableFuture<Void> announce(AuditEntry entry) {
        return toFile(entry);
    }

    private CompletableFuture<Void> toFile(AuditEntry entry) {
        if (file.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            writer.execute(() -> append(file.get(), entry, written));
        } catch (RejectedExecutionException full) {
            written.completeExceptionally(new IOException("too many entries wait for the file"));
        }
        return written;
    }

    private static void append(Path file, AuditEntry entry, CompletableFuture<Void> written) {
        ByteBuffer line = ByteBuffer.wrap((entry.line() + "\n").getBytes(UTF_8));
        try (FileChannel out =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        FileMode.of("rw-r-----"))) {
            while (line.hasRemaining()) {
                out.write(line);
            }
            written.complete(null);
        } catch (IOException | RuntimeException e) {
            LOG.error("The audit file {} cannot be written: {}", file, e.toString());
            written.completeExceptionally(e);
        }
    }

    /** Returns the kept entries, the newest first. */
    public synchronized List<AuditEntry> newestFirst() {
        return new ArrayList<>(kept).reversed();
    }

    /** Writes what waits, and ends the thread. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The audit file was not written within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
