package dev.stanchion.cli.bench;

import dev.stanchion.load.server.Consumers;
import dev.stanchion.load.server.Durability;
import dev.stanchion.load.server.ServerChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags for a nats-server whose JetStream is compared, and for what both servers keep. */
final class JetStreamFlags {
    private static final Pattern VERSION = Pattern.compile("v?(\\d+\\.\\d+\\.\\d+\\S*)");
    private static final int VERSION_SECONDS = 10;

    @Option(
            names = "--against-jetstream",
            paramLabel = "PROGRAM",
            description =
                    "A nats-server program. Measures its JetStream in turn with the first server, by the"
                            + " same driver: a channel is a stream, a subscription is a push consumer.")
    private @Nullable String program;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            description =
                    "What this Stanchion and JetStream keep of acknowledged messages: 'memory' keeps them"
                            + " in memory, 'os' in files that are synced late or never, 'always' in files that are"
                            + " synced before the acknowledgement. Default: memory")
    private @Nullable String durability;

    @Option(
            names = "--consumers",
            paramLabel = "KIND",
            description =
                    "How subscribers read JetStream: 'explicit' acknowledges each message, as NATS"
                            + " Streaming does, 'ordered' acknowledges none. Default: explicit")
    private @Nullable String consumers;

    /** Returns whether a nats-server is compared. */
    boolean isPresent() {
        return program != null;
    }

    boolean hasDurability() {
        return durability != null;
    }

    /**
     * Returns what servers keep.
     *
     * @throws IllegalArgumentException if there is no such level
     */
    Durability durability() {
        return durability == null ? Durability.MEMORY : Durability.of(durability);
    }

    /**
     * Returns the nats-server with what it keeps; empty if none is compared.
     *
     * @throws IllegalArgumentException if the program is none, or a flag lacks it
     */
    Optional<ServerChoice> server(Durability kept) {
        if (program == null) {
            if (consumers != null) {
                throw new IllegalArgumentException("--consumers needs --against-jetstream");
            }
            return Optional.empty();
        }
        Consumers kind = consumers == null ? Consumers.EXPLICIT : Consumers.of(consumers);
        String name =
                "jetstream " + version(program) + (kind == Consumers.ORDERED ? " ordered" : "");
        return Optional.of(new ServerChoice.JetStream(name, program, kept, kind));
    }

    /** Asks the program, so that a result says what it was compared with. */
    private static String version(String path) {
        try {
            Process process =
                    new ProcessBuilder(path, "--version").redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw unusable(path, "it does not tell its version", null);
            }
            byte[] output = process.getInputStream().readNBytes(4096);
            Matcher version = VERSION.matcher(new String(output, StandardCharsets.UTF_8));
            if (!version.find()) {
                throw unusable(path, "it does not tell its version", null);
            }
            return version.group(1);
        } catch (IOException e) {
            throw unusable(path, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(path, "interrupted", e);
        }
    }

    private static IllegalArgumentException unusable(
            String path, String why, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "--against-jetstream: '%s' is no nats-server: %s".formatted(path, why), cause);
    }
}
