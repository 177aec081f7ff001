package dev.stanchion.acceptance.tickets;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.stanchion.acceptance.process.Command;
import dev.stanchion.acceptance.process.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The TypeScript programs, installed by npm and compiled in a copy, so that the sources stay clean.
 * Safe for use by many threads; the first caller installs, later ones find the result.
 */
public final class NodeTickets {
    private static final Path SOURCES = Project.root().resolve("examples/tickets/typescript");
    private static final Path OLD_CLIENT =
            Project.root().resolve("stanchion-acceptance/src/test/node/node-nats-streaming-0.2.6");
    private static final String INSTALLED = ".installed";

    private NodeTickets() {}

    /** Returns the programs as the example's package file has them. */
    public static synchronized TicketPrograms programs() {
        requireNode();
        Path directory = Project.work().resolve("tickets-typescript");
        String version = fingerprint(SOURCES, SOURCES.resolve("src"));
        if (!isInstalled(directory, version)) {
            copy(SOURCES, directory, "package.json", "package-lock.json", "tsconfig.json");
            copy(SOURCES.resolve("src"), directory.resolve("src"));
            Command.run(directory, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
            Command.run(directory, "npm", "run", "build");
            markInstalled(directory, version);
        }
        return programs("Node", directory);
    }

    /**
     * Returns the same compiled programs with the client library of 2019, which is still in use.
     */
    static synchronized TicketPrograms programsOnClient026() {
        TicketPrograms current = programs();
        Path directory = Project.work().resolve("tickets-typescript-0.2.6");
        String version = fingerprint(OLD_CLIENT, current.directory().resolve("dist"));
        if (!isInstalled(directory, version)) {
            copy(OLD_CLIENT, directory, "package.json", "package-lock.json");
            copy(current.directory().resolve("dist"), directory.resolve("dist"));
            Command.run(directory, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
            markInstalled(directory, version);
        }
        return programs("Node with client 0.2.6", directory);
    }

    private static TicketPrograms programs(String language, Path directory) {
        return new TicketPrograms(
                language,
                directory,
                List.of("node", "dist/publisher.js"),
                List.of("node", "dist/listener.js"));
    }

    private static void requireNode() {
        if (Command.isOnThePath("node") && Command.isOnThePath("npm")) {
            return;
        }
        String reason = "node and npm are not installed, so the Node client was not tested";
        if (Boolean.getBoolean("acceptance.requireNode")
                || Boolean.parseBoolean(System.getenv("ACCEPTANCE_REQUIRE_NODE"))) {
            Assertions.fail(reason);
        }
        Assumptions.abort(reason);
    }

    private static void copy(Path from, Path to, String... names) {
        try {
            Files.createDirectories(to);
            for (Path file : names.length == 0 ? filesIn(from) : files(from, names)) {
                Files.copy(file, to.resolve(file.getFileName()), REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory, String... names) {
        return Stream.of(names).map(directory::resolve).toList();
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Changes whenever a file does, so that an old installation is not taken for a new one. */
    private static String fingerprint(Path... directories) {
        var checksum = new CRC32();
        try {
            for (Path directory : directories) {
                for (Path file : filesIn(directory)) {
                    checksum.update(Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Long.toHexString(checksum.getValue());
    }

    private static boolean isInstalled(Path directory, String version) {
        Path mark = directory.resolve(INSTALLED);
        try {
            return Files.exists(mark) && Files.readString(mark).equals(version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void markInstalled(Path directory, String version) {
        try {
            Files.writeString(directory.resolve(INSTALLED), version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
