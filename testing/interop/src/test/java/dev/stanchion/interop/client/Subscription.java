package dev.stanchion.interop.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.driver.Answers;
import dev.stanchion.interop.driver.Driver;
import dev.stanchion.interop.driver.Fields;
import dev.stanchion.kit.process.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;

/** A subscription and all that it has received. Safe for use by many threads. */
public final class Subscription {
    private final Driver driver;
    private final String name;
    private final List<Received> received = new ArrayList<>();

    Subscription(Driver driver, String name) {
        this.driver = driver;
        this.name = name;
        driver.onEvents(name, this::receive);
    }

    private void receive(Fields message) {
        synchronized (received) {
            received.add(new Received(message));
        }
    }

    /** Returns all deliveries so far, in the order of arrival. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** Returns the sequences of all deliveries so far, in the order of arrival. */
    public List<Long> sequences() {
        return received().stream().map(Received::sequence).toList();
    }

    /** Waits for as many deliveries as {@code sequences} has; they must be these, in order. */
    public List<Received> awaitExactly(Long... sequences) {
        List<Received> deliveries = await(sequences.length);
        assertThat(sequences()).containsExactly(sequences);
        return deliveries;
    }

    /** Waits for the deliveries of the sequences 1 to {@code last}, and of nothing else. */
    public List<Received> awaitAllUpTo(long last) {
        return awaitExactly(LongStream.rangeClosed(1, last).boxed().toArray(Long[]::new));
    }

    /** Waits until at least {@code count} deliveries are here and returns all. */
    public List<Received> await(int count) {
        Waiting.until(
                count + " deliveries to " + name + ", not only " + received().size(),
                () -> received().size() >= count);
        return received();
    }

    /** Waits until each of these sequences has arrived at least once, in any order. */
    public void awaitEventually(Collection<Long> sequences) {
        Waiting.until(name + " has " + sequences, () -> sequences().containsAll(sequences));
    }

    public void acknowledge(long sequence) {
        acknowledge(sequence, sequence);
    }

    /** Acknowledges the received messages from {@code first} to {@code last}. */
    public void acknowledge(long first, long last) {
        ask("ack", Fields.none().with("first", first).with("last", last));
    }

    public void unsubscribe() {
        ask("unsubscribe", Fields.none());
    }

    public void close() {
        ask("closeSubscription", Fields.none());
    }

    private void ask(String operation, Fields fields) {
        Answers.await(driver.send(operation, fields.with("subscription", name)));
    }
}
