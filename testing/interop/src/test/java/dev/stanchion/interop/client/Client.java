package dev.stanchion.interop.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.interop.driver.Answers;
import dev.stanchion.interop.driver.Driver;
import dev.stanchion.interop.driver.Fields;
import dev.stanchion.kit.process.Waiting;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A connected streaming client. Safe for use by many threads. */
public final class Client {
    private final Driver driver;
    private final String name;
    private final String id;
    private final List<Fields> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastName = new AtomicInteger();

    private Client(Driver driver, String name, String id) {
        this.driver = driver;
        this.name = name;
        this.id = id;
        driver.onEvents(name, events::add);
    }

    /**
     * Connects.
     *
     * @param name a name that the driver has not heard yet
     */
    public static Client connect(Driver driver, String name, Connecting how) {
        var client = new Client(driver, name, how.request().text("client"));
        Answers.await(driver.send("connect", how.request().with("connection", name)));
        return client;
    }

    /** Tries to connect and returns the text with which the library refuses. */
    static String refusal(Driver driver, String name, Connecting how) {
        return Answers.awaitRefusal(driver.send("connect", how.request().with("connection", name)));
    }

    public String id() {
        return id;
    }

    /**
     * Publishes a message and waits for its acknowledgement.
     *
     * @return the message's GUID, if the library tells
     */
    public Optional<String> publish(String channel, String text) {
        return publish(channel, text.getBytes(UTF_8));
    }

    public Optional<String> publish(String channel, byte[] data) {
        return Answers.await(startPublishing(channel, data)).optionalText("guid");
    }

    /** Publishes {@code count} messages, one after the other. */
    public void publishMany(String channel, int count) {
        for (int i = 0; i < count; i++) {
            publish(channel, "message " + i);
        }
    }

    /** Asks to publish a message and returns the acknowledgement that will come. */
    public CompletableFuture<Fields> startPublishing(String channel, byte[] data) {
        return driver.send("publish", message(channel, data));
    }

    /** Publishes {@code bytes} bytes: {@code unit} again and again. */
    public void publishLarge(String channel, byte[] unit, int bytes) {
        Answers.await(driver.send("publish", message(channel, unit).with("size", bytes)));
    }

    /** Tries to publish that much and returns the text with which it is refused. */
    public String refusalOfLarge(String channel, byte[] unit, int bytes) {
        return Answers.awaitRefusal(
                driver.send("publish", message(channel, unit).with("size", bytes)));
    }

    /** Tries to publish there and returns the text with which it is refused. */
    public String refusalToPublish(String channel) {
        return Answers.awaitRefusal(startPublishing(channel, new byte[] {1}));
    }

    private Fields message(String channel, byte[] data) {
        return mine().with("channel", channel)
                .with("data", Base64.getEncoder().encodeToString(data));
    }

    /** Starts to publish {@code count} messages without waiting for anything. */
    public Publishing publishWithoutWaiting(String channel, int count) {
        Fields request = mine().with("channel", channel).with("count", count);
        return new Publishing(driver, newName("publishing"), request);
    }

    public Subscription subscribe(Subscribing what) {
        String subscription = newName("subscription");
        var subscribed = new Subscription(driver, subscription);
        Answers.await(driver.send("subscribe", request(what, subscription)));
        return subscribed;
    }

    /** Tries to subscribe and returns the text with which it is refused. */
    public String refusalOf(Subscribing what) {
        return Answers.awaitRefusal(
                driver.send("subscribe", request(what, newName("subscription"))));
    }

    private Fields request(Subscribing what, String subscription) {
        return what.request().with("connection", name).with("subscription", subscription);
    }

    /** Closes as the library does, with the server's consent. */
    public void close() {
        Answers.await(driver.send("close", mine()));
    }

    /** Ends the TCP connection and nothing else, as the end of a process does. */
    public void drop() {
        Answers.await(driver.send("drop", mine()));
    }

    /** Waits until the library calls the connection lost, and returns its reason. */
    public String awaitLost() {
        return awaitEvent("lost").text("error");
    }

    /** Waits until the library knows that the TCP connection is gone. */
    public void awaitDisconnected() {
        awaitEvent("disconnected");
    }

    /** Waits until the TCP connection is back. */
    public void awaitReconnected() {
        awaitEvent("reconnected");
    }

    /** Returns whether the library has reported the connection as lost. */
    public boolean isLost() {
        return events.stream().anyMatch(event -> event.text("event").equals("lost"));
    }

    private Fields awaitEvent(String event) {
        Waiting.until(
                name + ": " + event,
                () -> events.stream().anyMatch(each -> each.text("event").equals(event)));
        return events.stream()
                .filter(each -> each.text("event").equals(event))
                .findFirst()
                .orElseThrow();
    }

    private Fields mine() {
        return Fields.none().with("connection", name);
    }

    private String newName(String kind) {
        return name + "." + kind + lastName.incrementAndGet();
    }
}
