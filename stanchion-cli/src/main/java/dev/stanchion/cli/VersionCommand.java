package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.server.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code stanchion version}. */
@Command(
        name = "version",
        description = "Show the version of Stanchion and of the Java it runs on.",
        mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.line(text());
        return ExitCode.DONE;
    }

    static String text() {
        return "stanchion %s, compatible with NATS Streaming %s (Java %s, %s %s)"
                .formatted(
                        Version.stanchion(),
                        Version.NATS_STREAMING,
                        Runtime.version(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
    }
}
