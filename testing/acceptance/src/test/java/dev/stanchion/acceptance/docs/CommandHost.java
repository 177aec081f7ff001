package dev.stanchion.acceptance.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.cli.Stanchion;
import dev.stanchion.kit.process.Project;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs short commands of {@code bin/stanchion} one after the other in one process. A command takes
 * milliseconds there; in a process of its own, the start of a JVM takes a second. The process works
 * in the folder of the page and has the variables of the page, so a command sees what it would see
 * from the launcher. Used by one thread.
 */
final class CommandHost implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final DataOutputStream questions;
    private final DataInputStream answers;

    CommandHost(Path folder, Map<String, String> variables) {
        Path jar = Project.root().resolve("stanchion-cli/target/stanchion/lib/stanchion-cli.jar");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder host =
                new ProcessBuilder(
                                java.toString(),
                                "@" + Project.root().resolve("bin/jvm.options"),
                                "-XX:TieredStopAtLevel=1", // it lives for seconds
                                "-cp",
                                jar + ":" + ownClasses(),
                                CommandHost.class.getName())
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        host.environment().putAll(variables);
        try {
            this.process = host.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.questions = new DataOutputStream(process.getOutputStream());
        this.answers = new DataInputStream(process.getInputStream());
    }

    private static Path ownClasses() {
        return Path.of(
                CommandHost.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    /**
     * Runs the command.
     *
     * @param arguments without the name of the program
     * @throws IllegalStateException if it has not ended after {@value #PATIENCE_SECONDS} seconds
     */
    Outcome.Ended run(List<String> arguments) {
        CompletableFuture<Outcome.Ended> outcome =
                CompletableFuture.supplyAsync(() -> ask(arguments));
        try {
            return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(arguments + ": interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(arguments + ": its process ended", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    arguments + ": no end after " + PATIENCE_SECONDS + " s", e);
        }
    }

    private Outcome.Ended ask(List<String> arguments) {
        try {
            questions.writeInt(arguments.size());
            for (String argument : arguments) {
                questions.writeUTF(argument);
            }
            questions.flush();
            return new Outcome.Ended(answers.readInt(), lines(), lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines() throws IOException {
        return new String(answers.readNBytes(answers.readInt()), UTF_8).lines().toList();
    }

    /** Ends the process, and waits until it has gone. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** The process: reads commands until there are no more, and runs each. */
    public static void main(String[] none) throws IOException {
        PrintStream toParent = System.out;
        System.setOut(System.err); // a command that prints past its stream would break an answer
        try (var questions = new DataInputStream(System.in);
                var answers = new DataOutputStream(toParent)) {
            while (true) {
                String[] arguments = new String[questions.readInt()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = questions.readUTF();
                }
                answer(arguments, answers);
            }
        } catch (EOFException e) {
            System.exit(0); // the parent has gone; threads of a client may be left
        }
    }

    private static void answer(String[] arguments, DataOutputStream answers) throws IOException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode;
        try (var outStream = new PrintStream(out, true, UTF_8);
                var errStream = new PrintStream(err, true, UTF_8)) {
            exitCode = Stanchion.between(outStream, errStream, System.getenv()).run(arguments);
        }
        answers.writeInt(exitCode);
        answers.writeInt(out.size());
        out.writeTo(answers);
        answers.writeInt(err.size());
        err.writeTo(answers);
        answers.flush();
    }
}
