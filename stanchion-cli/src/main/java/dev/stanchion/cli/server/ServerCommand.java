package dev.stanchion.cli.server;

import dev.stanchion.server.flags.Dialect;
import java.io.PrintStream;

/** {@code stanchion server}: the old flags, and readable names for them. */
public final class ServerCommand {
    private ServerCommand() {}

    /** Runs a server until the process is told to stop; returns the exit code. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return new ServerProcess(out, err).run(args, Dialect.STANCHION_SERVER);
    }
}
