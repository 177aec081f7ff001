package dev.stanchion.interop.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running driver. Safe for use by many threads.
 *
 * <p>Answers complete, and events arrive, on the thread that reads the driver's output.
 */
public final class Driver implements AutoCloseable {
    private static final int LINES_KEPT = 100_000;

    private final Process process;
    private final Writer input;
    private final Path errors;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, Request> unanswered = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Fields>> receivers = new ConcurrentHashMap<>();
    private final Deque<String> conversation = new ArrayDeque<>();
    private final Thread lastResort = new Thread(this::kill);
    private volatile boolean ended;

    private Driver(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
    }

    /** Starts a driver; it is ready as soon as it has answered the first request. */
    public static Driver start(DriverProgram program) {
        try {
            File errors = File.createTempFile("driver", ".log", program.directory().toFile());
            var builder =
                    new ProcessBuilder(program.command())
                            .directory(program.directory().toFile())
                            .redirectError(errors);
            Driver driver = new Driver(builder.start(), errors.toPath());
            Runtime.getRuntime().addShutdownHook(driver.lastResort);
            Thread.ofVirtual().name("driver output").start(driver::read);
            return driver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a request at once, after those sent before.
     *
     * @return the answer; failed with a {@link RefusedException} if it is an error
     */
    public CompletableFuture<Fields> send(String operation, Fields fields) {
        long id = lastId.incrementAndGet();
        String line = fields.with("id", id).with("op", operation).line();
        var answer = new CompletableFuture<Fields>();
        unanswered.put(id, new Request(line, answer));
        note("> " + line);
        synchronized (input) {
            try {
                input.write(line);
                input.write('\n');
                input.flush();
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        }
        if (ended) {
            failAllUnanswered();
        }
        return answer;
    }

    /** Keeps a line for the report of a failed test; the oldest go when there are too many. */
    private void note(String line) {
        synchronized (conversation) {
            if (conversation.size() == LINES_KEPT) {
                conversation.removeFirst();
            }
            conversation.addLast(line);
        }
    }

    /**
     * Passes an event of a connection, subscription or publishing to its receiver.
     *
     * @param name the name that requests gave it
     */
    public void onEvents(String name, Consumer<Fields> receiver) {
        receivers.put(name, receiver);
    }

    /** Passes events with this name to nobody any more. */
    public void forget(String name) {
        receivers.remove(name);
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            output.lines().forEach(this::take);
        } catch (IOException | UncheckedIOException e) {
            note("(unreadable from here: " + e.getMessage() + ")");
        }
        ended = true;
        failAllUnanswered();
    }

    private void take(String line) {
        Fields fields = Fields.parse(line);
        if (fields.optionalText("event").isEmpty()) {
            answer(line, fields);
            return;
        }
        note("< " + line);
        Consumer<Fields> receiver = receivers.get(owner(fields));
        if (receiver != null) {
            receiver.accept(fields);
        }
    }

    private void answer(String line, Fields fields) {
        @Nullable Request request = unanswered.remove(fields.number("id"));
        if (request == null) {
            throw new IllegalStateException("an answer to nothing: " + line);
        }
        note("< " + line + " answers " + request.line());
        CompletableFuture<Fields> answer = request.answer();
        fields.optionalText("error")
                .ifPresentOrElse(
                        error -> answer.completeExceptionally(new RefusedException(error)),
                        () -> answer.complete(fields));
    }

    private static String owner(Fields event) {
        return event.optionalText("subscription")
                .or(() -> event.optionalText("publishing"))
                .orElseGet(() -> event.text("connection"));
    }

    private void failAllUnanswered() {
        var end = new IllegalStateException("the driver has ended");
        unanswered.values().forEach(request -> request.answer().completeExceptionally(end));
    }

    /**
     * Returns the requests and reports about names that contain {@code text}, and all errors, for
     * the report of a failed test.
     */
    public String transcript(String text) {
        List<String> lines;
        synchronized (conversation) {
            lines = conversation.stream().filter(line -> line.contains(text)).toList();
        }
        try {
            return String.join("\n", lines) + "\nstderr:\n" + Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process as SIGKILL does, and returns when it has ended. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Ends the process and forgets its reports. */
    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(lastResort);
        try {
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Request(String line, CompletableFuture<Fields> answer) {}
}
