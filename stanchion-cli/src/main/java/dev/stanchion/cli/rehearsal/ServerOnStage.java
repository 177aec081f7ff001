package dev.stanchion.cli.rehearsal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@link RehearsedServer} in a JVM like this one, which makes a cache of its own. For one thread.
 */
final class ServerOnStage implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("connect to (nats://\\S+),");
    private static final Pattern PAGES = Pattern.compile("Starting http monitor on (\\S+)");
    private static final int STOPPED_BY_SIGTERM = 143;

    private final Process process;
    private final BufferedReader log;

    private ServerOnStage(Process process) {
        this.process = process;
        this.log = process.errorReader(StandardCharsets.UTF_8);
    }

    /** Starts it, with the options of this JVM but for the cache that it makes. */
    static ServerOnStage start(Path directory, Path cache) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!option.startsWith("-XX:AOT")) {
                command.add(option);
            }
        }
        command.add("-XX:AOTCacheOutput=" + cache);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(RehearsedServer.class.getName(), directory.toString()));
        return new ServerOnStage(
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /** Returns the URL of the next server in the process, when clients can come. */
    String awaitUrl() {
        return await(URL);
    }

    /** Returns host and port of the monitoring pages. */
    String awaitPages() {
        return await(PAGES);
    }

    private String await(Pattern pattern) {
        try {
            String line;
            while ((line = log.readLine()) != null) {
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    return matcher.group(1);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the server ended and did not say: " + pattern);
    }

    /** Stops it and waits until its cache is written. */
    @Override
    public void close() {
        // Not by the process itself, which would close its streams before it has said everything.
        process.toHandle().destroy();
        log.lines().forEach(ignored -> {});
        int code = process.onExit().join().exitValue();
        if (code != STOPPED_BY_SIGTERM) {
            throw new IllegalStateException("the server ended with exit code " + code);
        }
    }
}
