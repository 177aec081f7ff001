package dev.stanchion.interop.core.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.interop.driver.Answers;
import dev.stanchion.interop.driver.Driver;
import dev.stanchion.interop.driver.Fields;
import dev.stanchion.kit.process.Waiting;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A connected core client. Safe for use by many threads. */
public final class CoreClient {
    private final Driver driver;
    private final String name;
    private final List<Fields> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastName = new AtomicInteger();

    private CoreClient(Driver driver, String name) {
        this.driver = driver;
        this.name = name;
        driver.onEvents(name, events::add);
    }

    /**
     * Connects.
     *
     * @param name a name that the driver has not heard yet
     */
    static CoreClient connect(Driver driver, String name, CoreConnecting how) {
        var client = new CoreClient(driver, name);
        Answers.await(driver.send("connect", how.request().with("connection", name)));
        return client;
    }

    /** Tries to connect and returns all that the library says about why it cannot. */
    static String refusal(Driver driver, String name, CoreConnecting how) {
        var client = new CoreClient(driver, name);
        String refusal =
                Answers.awaitRefusal(
                        driver.send("connect", how.request().with("connection", name)));
        return refusal + client.errors();
    }

    public void publish(String subject, String text) {
        Answers.await(driver.send("publish", message(subject, text.getBytes(UTF_8))));
    }

    public void publish(String subject, byte[] data) {
        Answers.await(driver.send("publish", message(subject, data)));
    }

    /** Publishes with header lines, {@code name: value}. */
    public void publish(String subject, String text, String... headers) {
        Fields message = message(subject, text.getBytes(UTF_8));
        Answers.await(driver.send("publish", message.with("headers", String.join("\n", headers))));
    }

    /** Publishes the texts {@code 0}, {@code 1} and so on, and waits for nothing between them. */
    public void publishMany(String subject, int count) {
        List<CompletableFuture<Fields>> answers =
                IntStream.range(0, count)
                        .mapToObj(i -> message(subject, Integer.toString(i).getBytes(UTF_8)))
                        .map(message -> driver.send("publish", message))
                        .toList();
        answers.forEach(Answers::await);
        flush();
    }

    /** Publishes {@code bytes} bytes: {@code unit} again and again. */
    public void publishLarge(String subject, byte[] unit, int bytes) {
        Answers.await(driver.send("publish", message(subject, unit).with("size", bytes)));
    }

    /** Tries to publish that much and returns the text with which it is refused. */
    public String refusalOfLarge(String subject, byte[] unit, int bytes) {
        return Answers.awaitRefusal(
                driver.send("publish", message(subject, unit).with("size", bytes)));
    }

    /** Asks, and waits for the answer. */
    public CoreMessage request(String subject, String text, String... headers) {
        Fields message = message(subject, text.getBytes(UTF_8));
        Fields request =
                headers.length == 0 ? message : message.with("headers", String.join("\n", headers));
        return new CoreMessage(Answers.await(driver.send("request", request)));
    }

    /** Asks, and returns the text with which the library says that there is no answer. */
    public String refusalOfRequest(String subject) {
        return Answers.awaitRefusal(driver.send("request", message(subject, new byte[] {1})));
    }

    private Fields message(String subject, byte[] data) {
        return mine().with("subject", subject)
                .with("data", Base64.getEncoder().encodeToString(data));
    }

    public CoreSubscription subscribe(String subject) {
        return subscribe(Fields.none().with("subject", subject));
    }

    public CoreSubscription subscribe(String subject, String queueGroup) {
        return subscribe(Fields.none().with("subject", subject).with("queue", queueGroup));
    }

    /** Subscribes to no more than {@code max} messages. */
    public CoreSubscription subscribeUpTo(int max, String subject) {
        return subscribe(Fields.none().with("subject", subject).with("max", max));
    }

    /** Answers each message with its own data and headers. */
    public CoreSubscription serveEcho(String subject) {
        return subscribe(Fields.none().with("subject", subject).with("echo", true));
    }

    /** Returns when the server knows the subscription. */
    private CoreSubscription subscribe(Fields what) {
        CoreSubscription subscription = startSubscribing(what);
        flush();
        return subscription;
    }

    /** Subscribes without waiting for the server's answer. */
    public CoreSubscription startSubscribing(String subject) {
        return startSubscribing(Fields.none().with("subject", subject));
    }

    private CoreSubscription startSubscribing(Fields what) {
        String subscriptionName = name + ".subscription" + lastName.incrementAndGet();
        var subscription = new CoreSubscription(driver, subscriptionName);
        Fields request = what.with("connection", name).with("subscription", subscriptionName);
        Answers.await(driver.send("subscribe", request));
        return subscription;
    }

    /** Returns when the server has taken all that was sent before. */
    public void flush() {
        Answers.await(driver.send("flush", mine()));
    }

    /** Measures a round trip. */
    public long roundTripNanos() {
        return Answers.await(driver.send("rtt", mine())).number("nanos");
    }

    /** Waits until the library has delivered the messages on their way and has closed. */
    public void drain() {
        Answers.await(driver.send("drain", mine()));
    }

    /** Closes without a look at how that ends, for a test that has ended. */
    void leave() {
        var ignored = driver.send("close", mine());
    }

    /** Waits until the connection is back. */
    public void awaitReconnected() {
        awaitEvent("reconnected", event -> true);
    }

    /** Waits until the library knows that its connection is gone. */
    public void awaitDisconnected() {
        awaitEvent("disconnected", event -> true);
    }

    /** Waits until the library tells that the server goes away. */
    public void awaitLameDuck() {
        awaitEvent("lameDuck", event -> true);
    }

    /** Waits until the library's error handler is told something that contains {@code text}. */
    public void awaitError(String text) {
        awaitEvent("error", event -> event.text("error").contains(text));
    }

    private void awaitEvent(String kind, Predicate<Fields> wanted) {
        Waiting.until(
                name + ": " + kind,
                () ->
                        events.stream()
                                .filter(event -> event.text("event").equals(kind))
                                .anyMatch(wanted));
    }

    /** Returns whether the connection has been lost at any time. */
    public boolean wasDisconnected() {
        return events.stream().anyMatch(event -> event.text("event").equals("disconnected"));
    }

    private List<String> errors() {
        return events.stream()
                .filter(event -> event.text("event").equals("error"))
                .map(event -> event.text("error"))
                .toList();
    }

    private Fields mine() {
        return Fields.none().with("connection", name);
    }
}
