package dev.stanchion.cli.demo.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * A server in a process of its own, and the end of what it has said. Safe for use by many threads.
 */
final class Child {
    private static final int LINES_KEPT = 2_000;
    private static final int LINES_SHOWN = 3;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final String name;
    private final Process process;
    private final LongSupplier nanoClock;
    private final Deque<String> said = new ArrayDeque<>();
    private boolean hasSaidEverything;

    private Child(String name, Process process, LongSupplier nanoClock) {
        this.name = name;
        this.process = process;
        this.nanoClock = nanoClock;
    }

    /**
     * Starts a process.
     *
     * @throws ClusterDemoException if that is impossible
     */
    static Child start(String name, List<String> command, LongSupplier nanoClock) {
        try {
            Child child =
                    new Child(
                            name,
                            new ProcessBuilder(command).redirectErrorStream(true).start(),
                            nanoClock);
            Thread.ofPlatform().daemon().name(name).start(child::read);
            return child;
        } catch (IOException e) {
            throw new ClusterDemoException(
                    name + " cannot start: " + e.getMessage(), "Mend this and try again.", e);
        }
    }

    private void read() {
        try (BufferedReader log = process.inputReader(UTF_8)) {
            String line = log.readLine();
            while (line != null) {
                take(line);
                line = log.readLine();
            }
        } catch (IOException e) {
            take("(unreadable from here: " + e.getMessage() + ")");
        }
        synchronized (this) {
            hasSaidEverything = true;
            notifyAll();
        }
    }

    private synchronized void take(String line) {
        if (said.size() == LINES_KEPT) {
            said.removeFirst();
        }
        said.addLast(line);
        notifyAll();
    }

    /**
     * Waits until it says something.
     *
     * @throws ClusterDemoException if it ends instead, or says it in no reasonable time
     */
    synchronized void await(String text) {
        long endNanos = nanoClock.getAsLong() + PATIENCE_NANOS;
        Predicate<String> wanted = line -> line.contains(text);
        while (said.stream().noneMatch(wanted)) {
            long leftNanos = endNanos - nanoClock.getAsLong();
            if (hasSaidEverything || leftNanos <= 0) {
                throw new ClusterDemoException(
                        "%s %s: %s"
                                .formatted(
                                        name,
                                        hasSaidEverything
                                                ? "has ended"
                                                : "has not said '" + text + "'",
                                        lastLines()),
                        "Mend what it says and try again.",
                        null);
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClusterDemoException("the demo was interrupted", "Start it again.", e);
            }
        }
    }

    private String lastLines() {
        List<String> lines = List.copyOf(said);
        return String.join(
                " | ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    /** Ends the process without its cooperation: SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits until the process is gone. */
    void awaitEnd() {
        try {
            process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
