package dev.stanchion.kit.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Tools that tests need beside the programs under test: npm, go. */
public final class Command {
    private static final long MINUTES = 5;

    private Command() {}

    public static boolean isOnThePath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    /**
     * Runs a tool to its end, with this JVM's whole environment.
     *
     * @throws CommandFailedException if it fails or takes minutes
     */
    public static void run(Path directory, String... command) {
        run(directory, Map.of(), command);
    }

    /**
     * Runs a tool to its end, with this JVM's whole environment and more.
     *
     * @throws CommandFailedException if it fails or takes minutes
     */
    public static void run(Path directory, Map<String, String> environment, String... command) {
        try {
            Path log = Files.createTempFile(directory, "command", ".log");
            var builder =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            if (!ended || process.exitValue() != 0) {
                throw new CommandFailedException(List.of(command), Files.readString(log, UTF_8));
            }
            Files.delete(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
