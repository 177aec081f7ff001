package dev.stanchion.conformance.server;

import dev.stanchion.conformance.peer.Encoded;
import dev.stanchion.conformance.peer.NatsPeer;
import dev.stanchion.conformance.peer.Patience;
import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.wire.NatsMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running server and how to end it. Safe for use by many threads once started. */
public final class ServerProcess implements RunningServer {
    private static final int ATTEMPTS = 3;

    private final Process process;
    private final int port;
    private final Path log;

    private ServerProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kills));
    }

    /** Returns the executable that the tests were told to run. */
    static String executable() {
        return System.getProperty("conformance.server", "../../bin/nats-streaming-server");
    }

    /** Starts on a free port; another process may snatch that port, so it tries more than one. */
    public static ServerProcess start(String flags) {
        return start(Behaviour.ofRun(), flags);
    }

    static ServerProcess start(Behaviour behaviour, String flags) {
        for (int attempt = 1; ; attempt++) {
            try {
                return startOn(FreePort.next(), behaviour, flags);
            } catch (UncheckedIOException failure) {
                if (attempt == ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    /** Starts on a given port and returns when the streaming server answers. */
    public static ServerProcess startOn(int port, String flags) {
        return startOn(port, Behaviour.ofRun(), flags);
    }

    private static ServerProcess startOn(int port, Behaviour behaviour, String flags) {
        return startOn(port, behaviour.command(), flags);
    }

    /** Does the same as {@link #startOn(int, String)}, with any server that these words start. */
    static ServerProcess startOn(int port, List<String> words, String flags) {
        List<String> command = new ArrayList<>(words);
        command.addAll(ClientPort.flags(port));
        command.addAll(List.of(flags.split(" ", -1)));
        try {
            Path logs = Files.createDirectories(Path.of("target", "conformance"));
            Path log = Files.createTempFile(logs, "server", ".log");
            var builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            Path state =
                    Files.createTempDirectory(
                            logs,
                            "state"); // the port belongs to no other process, so none is found
            builder.environment().put("XDG_STATE_HOME", state.toAbsolutePath().toString());
            Process process = builder.start();
            var started = new ServerProcess(process, port, log);
            started.awaitsReadiness();
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void awaitsReadiness() {
        long deadline = System.nanoTime() + 3 * Patience.FOR_SOMETHING.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                kills();
                throw new UncheckedIOException(
                        new IOException("%s did not start: %s".formatted(executable(), log())));
            }
            paces();
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            return log + ": " + failure;
        }
    }

    private boolean isReady() {
        try (NatsPeer nats = connects()) {
            NatsMessage answer = nats.requests(subjects().discovery(), Encoded.empty());
            return !answer.saysNoResponders();
        } catch (IOException | UncheckedIOException notYet) {
            return false;
        }
    }

    private void paces() {
        try {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** Asks the process to end, as an operator does; returns its exit code. */
    public int terminates() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Patience.FOR_SOMETHING.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after a signal to end, see " + log);
        }
        return process.exitValue();
    }

    /** Waits until the process ends by itself, and returns its exit code. */
    public int awaitsEnd() throws InterruptedException {
        if (!process.waitFor(Patience.FOR_SOMETHING.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running, see " + log);
        }
        return process.exitValue();
    }

    @Override
    public void stops() {
        try {
            terminates();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process without asking; for one that has ended, does nothing. */
    public void kills() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kills();
    }
}
