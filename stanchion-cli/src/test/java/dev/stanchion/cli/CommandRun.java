package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Interrupts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Runs commands as the executable does, and keeps what they say. */
final class CommandRun {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Runnable> interrupt = new CompletableFuture<>();
    private final CompletableFuture<Integer> finished = new CompletableFuture<>();
    private final CompletableFuture<List<String>> serverArguments = new CompletableFuture<>();
    private InputStream typed = InputStream.nullInputStream();
    private LongSupplier nanoClock = () -> 0;
    private boolean isInteractive;
    private Map<String, String> environment = Map.of();
    private int exitCode = -1;

    static CommandRun of(String... args) {
        return new CommandRun().run(args);
    }

    CommandRun withInput(String text) {
        typed = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    CommandRun withEnvironment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    /** Time passes; otherwise it stands still, so that the output is the same each time. */
    CommandRun withTime() {
        nanoClock = System::nanoTime;
        return this;
    }

    /** A person sits at the terminal, and types the input. */
    CommandRun typing(InputStream keys) {
        isInteractive = true;
        typed = keys;
        return this;
    }

    CommandRun run(String... args) {
        Surroundings surroundings =
                new Surroundings(
                        console(),
                        typed,
                        isInteractive,
                        environment,
                        nanoClock,
                        Clock.systemUTC(),
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
