package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Interrupts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs commands as the executable does, and keeps what they say. */
final class CommandRun {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Runnable> interrupt = new CompletableFuture<>();
    private final CompletableFuture<Integer> finished = new CompletableFuture<>();
    private final CompletableFuture<List<String>> serverArguments = new CompletableFuture<>();
    private String input = "";
    private int exitCode = -1;

    static CommandRun of(String... args) {
        return new CommandRun().run(args);
    }

    CommandRun withInput(String text) {
        input = text;
        return this;
    }

    CommandRun run(String... args) {
        Surroundings surroundings =
                new Surroundings(
                        console(),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        () -> 0,
                        ZoneOffset.UTC,
                        this::during,
                        () -> -1_500_000_000L);
        exitCode = new Stanchion(surroundings, this::runServer).run(args);
        return this;
    }

    Console console() {
        return new Console(stream(out), stream(err), false);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private Interrupts.Work during(Runnable action) {
        interrupt.complete(action);
        return finished::complete;
    }

    private int runServer(String[] arguments, PrintStream ignoredOut, PrintStream ignoredErr) {
        serverArguments.complete(List.of(arguments));
        return 42;
    }

    /** Presses Ctrl-C, as soon as the command listens for it. */
    void interrupt() {
        interrupt.join().run();
    }

    int exitCode() {
        return exitCode;
    }

    /** The exit code that the command gave to whoever interrupted it. */
    int exitCodeForInterrupt() {
        return finished.join();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    List<String> serverArguments() {
        return serverArguments.join();
    }
}
