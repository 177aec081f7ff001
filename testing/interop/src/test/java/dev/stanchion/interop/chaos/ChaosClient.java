package dev.stanchion.interop.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.interop.chaos.ClientRecord.Told;
import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.driver.Answers;
import dev.stanchion.interop.driver.Driver;
import dev.stanchion.interop.driver.Fields;
import dev.stanchion.interop.driver.RefusedException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process with an unmodified client library and its default settings. It has one connection, on
 * which it publishes all the time, listens as a durable, and is a member of a queue group.
 */
final class ChaosClient implements AutoCloseable {
    static final String CHANNEL = "chaos";
    private static final String GROUP = "workers";
    private static final long INTERVAL_MILLIS = 50;

    private final ClientLibrary library;
    private final Driver driver;
    private final String name;
    private final Clock clock;
    private final ClientRecord record;
    private final AtomicLong lastNumber = new AtomicLong();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

    private @Nullable Future<?> publishing;

    private ChaosClient(ClientLibrary library, Driver driver, Clock clock) {
        this.library = library;
        this.driver = driver;
        this.name =
                library.name().substring(0, library.name().indexOf('_')).toLowerCase(Locale.ROOT);
        this.clock = clock;
        this.record = new ClientRecord(name);
    }

    /**
     * Starts the process, connects and subscribes.
     *
     * @param urls where the client connects, separated by commas
     */
    static ChaosClient start(ClientLibrary library, String urls, Clock clock) {
        var client = new ChaosClient(library, Driver.start(library.install()), clock);
        client.connect(urls);
        return client;
    }

    private void connect(String urls) {
        driver.onEvents(name, this::told);
        Answers.await(
                driver.send(
                        "connect",
                        mine().with("url", urls)
                                .with("cluster", Stage.CLUSTER_ID)
                                .with("client", name)));
        subscribe(
                "durable",
                Fields.none().with("durable", "durable").with("start", "first"),
                message -> record.listenerGot(delivery(message), clock.elapsedNanos()));
        subscribe(
                "member",
                Fields.none().with("queue", GROUP).with("durable", GROUP).with("start", "first"),
                message -> record.memberGot(delivery(message)));
    }

    private void subscribe(String role, Fields options, Consumer<Fields> receiver) {
        String subscription = name + "." + role;
        driver.onEvents(subscription, receiver);
        Answers.await(
                driver.send(
                        "subscribe",
                        options.with("connection", name)
                                .with("subscription", subscription)
                                .with("channel", CHANNEL)));
    }

    private void told(Fields event) {
        Told.@Nullable Kind kind =
                switch (event.text("event")) {
                    case "disconnected" -> Told.Kind.DISCONNECTED;
                    case "reconnected" -> Told.Kind.RECONNECTED;
                    case "error" -> Told.Kind.ERROR;
                    case "lost" -> Told.Kind.LOST;
                    default -> null;
                };
        if (kind != null) {
            record.told(kind, clock.elapsedNanos(), event.optionalText("error").orElse(""));
        }
    }

    /** Returns a message as an application sees it. */
    static Delivery delivery(Fields message) {
        return new Delivery(
                message.number("sequence"),
                new String(Base64.getDecoder().decode(message.text("data")), UTF_8),
                Boolean.parseBoolean(message.text("redelivered")));
    }

    /** Publishes a message at regular intervals, whatever has become of the ones before. */
    void publishAllTheTime() {
        publishing =
                timer.scheduleAtFixedRate(
                        this::publishOne, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void publishOne() {
        long number = lastNumber.incrementAndGet();
        String publishing = name + "." + number;
        unanswered.incrementAndGet();
        driver.onEvents(publishing, event -> answered(number, publishing, event));
        record.sent(number, clock.elapsedNanos());
        driver.send(
                        "publishAsync",
                        mine().with("channel", CHANNEL)
                                .with("publishing", publishing)
                                .with("prefix", Publish.prefix(name))
                                .with("from", number)
                                .with("count", 1))
                .exceptionally(e -> notSent(number, publishing, e));
    }

    private void answered(long number, String publishing, Fields event) {
        String error = event.optionalText("error").orElse("");
        if (error.isEmpty()) {
            record.acknowledged(number, clock.elapsedNanos());
        } else if (isTimeout(error)) {
            record.timedOut(number, error);
        } else {
            record.refused(number, error);
        }
        driver.forget(publishing);
        unanswered.decrementAndGet();
    }

    /** Each library has its own words for an acknowledgement that did not come. */
    private static boolean isTimeout(String error) {
        String text = error.toLowerCase(Locale.ROOT);
        return text.contains("timeout") || text.contains("timed out");
    }

    private @Nullable Fields notSent(long number, String publishing, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        String text =
                cause instanceof RefusedException ? cause.getMessage() : String.valueOf(cause);
        record.notSent(number, String.valueOf(text));
        driver.forget(publishing);
        unanswered.decrementAndGet();
        return null;
    }

    /** Publishes nothing more. */
    void stopPublishing() throws InterruptedException {
        Future<?> started = publishing;
        if (started != null && started.isDone()) {
            throw new IllegalStateException(name + " has stopped", started.exceptionNow());
        }
        timer.shutdown();
        timer.awaitTermination(1, TimeUnit.MINUTES);
    }

    /** Returns how many publishes the library has not spoken about. */
    int unanswered() {
        return unanswered.get();
    }

    private Fields mine() {
        return Fields.none().with("connection", name);
    }

    ClientRecord record() {
        return record;
    }

    ClientLibrary library() {
        return library;
    }

    String name() {
        return name;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        driver.close();
    }
}
