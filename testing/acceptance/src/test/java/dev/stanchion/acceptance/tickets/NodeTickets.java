package dev.stanchion.acceptance.tickets;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Installation;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Toolchain;
import java.nio.file.Path;
import java.util.List;

/**
 * The TypeScript programs, installed by npm and compiled in a copy, so that the sources stay clean.
 * Safe for use by many threads; the first caller installs, later ones find the result.
 */
public final class NodeTickets {
    private static final Path SOURCES = Project.root().resolve("examples/tickets/typescript");
    private static final Path OLD_CLIENT =
            Project.root().resolve("testing/acceptance/src/test/node/node-nats-streaming-0.2.6");

    private NodeTickets() {}

    /** Returns the programs as the example's package file has them. */
    public static TicketPrograms programs() {
        Toolchain.NODE.orSkip();
        Path directory =
                Installation.of(
                        "tickets-typescript",
                        List.of(
                                SOURCES.resolve("package.json"),
                                SOURCES.resolve("package-lock.json"),
                                SOURCES.resolve("tsconfig.json"),
                                SOURCES.resolve("src")),
                        copy -> {
                            npmInstall(copy);
                            Command.run(copy, "npm", "run", "build");
                        });
        return programs("Node", directory);
    }

    /**
     * Returns the same compiled programs with the client library of 2019, which is still in use.
     */
    static TicketPrograms programsOnClient026() {
        TicketPrograms current = programs();
        Path directory =
                Installation.of(
                        "tickets-typescript-0.2.6",
                        List.of(
                                OLD_CLIENT.resolve("package.json"),
                                OLD_CLIENT.resolve("package-lock.json"),
                                current.directory().resolve("dist")),
                        NodeTickets::npmInstall);
        return programs("Node with client 0.2.6", directory);
    }

    private static void npmInstall(Path directory) {
        Command.run(directory, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
    }

    private static TicketPrograms programs(String language, Path directory) {
        return new TicketPrograms(
                language,
                directory,
                List.of("node", "dist/publisher.js"),
                List.of("node", "dist/listener.js"));
    }
}
