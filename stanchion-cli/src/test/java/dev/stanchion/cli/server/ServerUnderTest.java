package dev.stanchion.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server in a JVM of its own, on this test's class path. For one thread. */
final class ServerUnderTest implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final String END = "\u0000end";

    private final Process process;
    private final BlockingQueue<String> arriving = new LinkedBlockingQueue<>();
    private final List<String> log = new ArrayList<>();

    private ServerUnderTest(Process process) {
        this.process = process;
    }

    static ServerUnderTest start(String... flags) throws IOException {
        return start(Map.of(), flags);
    }

    /** Starts one that takes stderr for a terminal. */
    static ServerUnderTest startInTerminal(Map<String, String> environment, String... flags)
            throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JDK_JAVA_OPTIONS", "-Dstanchion.stderr.terminal=true");
        return start(all, flags);
    }

    /** Starts one with more environment variables. */
    static ServerUnderTest start(Map<String, String> environment, String... flags)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(NatsStreamingServer.class.getName());
        command.addAll(List.of(flags));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .put("XDG_STATE_HOME", Path.of("target", "state").toAbsolutePath().toString());
        builder.environment().put("_JAVA_SR_SIGNUM", "16"); // as the launchers do
        builder.environment().putAll(environment);
        Process process = builder.start();
        ServerUnderTest server = new ServerUnderTest(process);
        Thread.ofVirtual().start(server::readLog);
        return server;
    }

    private void readLog() {
        try (BufferedReader lines = process.errorReader(UTF_8)) {
            lines.lines().forEach(arriving::add);
        } catch (IOException | UncheckedIOException e) {
            arriving.add(e.toString());
        } finally {
            arriving.add(END);
        }
    }

    /** Waits for a line that contains the text; returns it. */
    String awaitLine(String text) throws InterruptedException {
        while (true) {
            String line = nextLine("a line with '" + text + "'");
            if (line.equals(END)) {
                throw new AssertionError("no line with '" + text + "' in " + log);
            }
            log.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
    }

    private String nextLine(String awaited) throws InterruptedException {
        String line = arriving.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("still waiting for " + awaited + " behind " + log);
        }
        return line;
    }

    /** Returns the port that the log names. */
    int awaitPort() throws InterruptedException {
        String line = awaitLine("Listening for client connections on ");
        awaitLine("Streaming Server is ready");
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    void send(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + log);
        }
        return process.exitValue();
    }

    /** Waits for the end; returns what was logged, without process ID and time. */
    List<String> awaitWholeLog() throws InterruptedException {
        for (String line = nextLine("the end"); !line.equals(END); line = nextLine("the end")) {
            log.add(line);
        }
        return log.stream()
                .map(line -> line.replaceFirst("^\\[\\d+] \\S+ \\S+ (?=\\[)", ""))
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
