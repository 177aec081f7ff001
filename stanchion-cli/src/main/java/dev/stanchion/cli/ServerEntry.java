package dev.stanchion.cli;

import picocli.CommandLine.Command;

/** The server among the commands, for suggestions; {@link Stanchion} runs it before any parsing. */
@Command(name = ServerEntry.NAME, description = "Run the server.")
final class ServerEntry {
    static final String NAME = "server";
}
