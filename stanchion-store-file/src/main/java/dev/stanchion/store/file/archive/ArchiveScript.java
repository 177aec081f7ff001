package dev.stanchion.store.file.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.segment.Retirement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each segment to a program of the operator, which moves it away or deletes it: {@code SCRIPT
 * channel segment.seg.bak segment.idx.bak}. The store does not use the files any more.
 *
 * <p>The store does not wait for the program. One runs at a time, so that a limit that removes a
 * hundred segments does not start a hundred programs. A segment on which it fails stays where it
 * is, and so do the segments that wait when the server ends. No start reads such files.
 *
 * <p>The third file is empty: scripts for NATS Streaming expect one with an index, and a segment
 * contains its index. Source: {@code removeFirstSlice} in {@code stores/filestore.go} of
 * nats-streaming-server 0.25.6.
 */
public final class ArchiveScript implements Retirement, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveScript.class);
    private static final int CLOSE_SECONDS = 5;
    private static final int MAX_OUTPUT_BYTES = 4096;
    private static final String SUFFIX = ".bak";

    private final Path script;
    private final ExecutorService runner =
            Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, "store-archive");
                thread.setDaemon(true);
                return thread;
            });

    /**
     * @param script looked up when there is something to archive, as any program is
     */
    public ArchiveScript(Path script) {
        this.script = script;
    }

    @Override
    public void retire(Disk disk, String channel, Path segment) throws IOException {
        String name = String.valueOf(segment.getFileName());
        Path data = segment.resolveSibling(name + SUFFIX);
        disk.rename(segment, data);
        Path index = segment.resolveSibling(name.replaceFirst("\\.seg$", ".idx") + SUFFIX);
        Path second = created(disk, index) ? index : data;
        runner.execute(() -> run(channel, data, second));
    }

    /** A disk without a free block is no reason to keep the segment from its archive. */
    private static boolean created(Disk disk, Path index) {
        try {
            disk.create(index).close();
            return true;
        } catch (IOException e) {
            LOG.warn("{} cannot be made: {}", index, e.getMessage());
            return false;
        }
    }

    private void run(String channel, Path data, Path index) {
        List<String> command =
                List.of(script.toString(), channel, data.toString(), index.toString());
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = output(process);
            int code = process.waitFor();
            if (code == 0) {
                LOG.info(
                        "Output of archive script for {} ({} and {}): {}",
                        channel,
                        data,
                        index,
                        output);
            } else {
                failed("exit status " + code, output, data);
            }
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()), "", data);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Output beyond the bound is read, so that the program can continue, and dropped. */
    private static String output(Process process) throws IOException {
        try (var said = process.getInputStream()) {
            byte[] beginning = said.readNBytes(MAX_OUTPUT_BYTES);
            said.transferTo(OutputStream.nullOutputStream());
            return new String(beginning, UTF_8).strip();
        }
    }

    private void failed(String why, String output, Path data) {
        LOG.warn(
                "Error invoking archive script \"{}\": {} (output={}); {} stays where it is",
                script,
                why,
                output,
                data);
    }

    /** Waits for a moment. A program that takes longer continues by itself. Idempotent. */
    @Override
    public void close() {
        runner.shutdown();
        try {
            if (!runner.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                int left = runner.shutdownNow().size();
                LOG.warn(
                        "The archive script \"{}\" still runs, and {} more segments wait for it;"
                                + " they stay as *{}",
                        script,
                        left,
                        SUFFIX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
