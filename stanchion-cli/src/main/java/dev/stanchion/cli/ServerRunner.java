package dev.stanchion.cli;

import java.io.PrintStream;

/** Runs the server with the arguments that follow {@code stanchion server}, exactly as typed. */
@FunctionalInterface
interface ServerRunner {
    /** Returns the process's exit code once the server has ended. */
    int run(String[] arguments, PrintStream out, PrintStream err);
}
