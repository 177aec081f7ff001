package dev.stanchion.kit.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A running process and all that it has said so far. Safe for use by many threads. */
public final class Program {
    private final String name;
    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Thread outputReader;
    private final Thread errorReader;

    Program(String name, ProcessBuilder command) {
        this.name = name;
        try {
            this.process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.outputReader = reader(process.getInputStream(), output);
        this.errorReader = reader(process.getErrorStream(), errors);
    }

    /**
     * Reads on a platform thread. A virtual thread that reads from a pipe keeps its carrier thread
     * occupied, so two readers would stop all virtual threads on a machine with two processors.
     */
    private static Thread reader(InputStream stream, List<String> lines) {
        return Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try (var in = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                        in.lines().forEach(lines::add);
                    } catch (IOException | UncheckedIOException e) {
                        lines.add("(unreadable from here: " + e.getMessage() + ")");
                    }
                });
    }

    /** Returns the lines of standard output so far. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** Returns the lines of standard error so far. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** Waits until a line of either stream contains {@code text} and returns the line. */
    public String awaitLine(String text) {
        Predicate<String> wanted = line -> line.contains(text);
        Waiting.expecting(name + " says \"" + text + "\"")
                .failFast(() -> failIfEndedWithout(text, wanted))
                .until(() -> !find(wanted).isEmpty());
        return find(wanted).getFirst();
    }

    private void failIfEndedWithout(String text, Predicate<String> wanted) {
        if (hasSaidEverything() && find(wanted).isEmpty()) {
            throw new IllegalStateException("ended without saying \"" + text + "\": " + this);
        }
    }

    private List<String> find(Predicate<String> wanted) {
        return Stream.concat(output.stream(), errors.stream()).filter(wanted).toList();
    }

    private boolean hasSaidEverything() {
        return !process.isAlive() && !outputReader.isAlive() && !errorReader.isAlive();
    }

    /** Waits until the process has ended and all its output is here, and returns its exit code. */
    public int awaitExit() {
        Waiting.until(name + " ends", this::hasSaidEverything);
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Holds the process where it is, as a debugger or a starved host does: SIGSTOP. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen process continue, with SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    /** Sends SIGINT, as Ctrl-C does. */
    public void interrupt() {
        signal("INT");
    }

    /** Sends SIGTERM, as a container runtime does first. */
    public void terminate() {
        signal("TERM");
    }

    /** Asks a server to send its clients away before it ends: SIGUSR2. */
    public void lameDuck() {
        signal("USR2");
    }

    /** Ends the process without its cooperation and waits until it is gone: SIGKILL. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String signalName) {
        try {
            new ProcessBuilder("kill", "-" + signalName, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows the program with its whole output, for the report of a failed test. */
    @Override
    public String toString() {
        String state = process.isAlive() ? "running" : "exit code " + process.exitValue();
        return name
                + " ("
                + state
                + ")\n  stdout:\n    "
                + String.join("\n    ", output)
                + "\n  stderr:\n    "
                + String.join("\n    ", errors);
    }
}
