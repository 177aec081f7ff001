package dev.stanchion.interop.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.driver.Answers;
import dev.stanchion.interop.driver.Driver;
import dev.stanchion.interop.driver.Fields;
import dev.stanchion.kit.process.Waiting;
import java.util.ArrayList;
import java.util.List;

/** A subscription and all that it has received. Safe for use by many threads. */
public final class CoreSubscription {
    private final Driver driver;
    private final String name;
    private final List<CoreMessage> received = new ArrayList<>();

    CoreSubscription(Driver driver, String name) {
        this.driver = driver;
        this.name = name;
        driver.onEvents(name, this::receive);
    }

    private void receive(Fields message) {
        synchronized (received) {
            received.add(new CoreMessage(message));
        }
    }

    /** Returns all messages so far, in the order of arrival. */
    public List<CoreMessage> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** Returns the texts of all messages so far, in the order of arrival. */
    public List<String> texts() {
        return received().stream().map(CoreMessage::text).toList();
    }

    /** Waits for as many messages as {@code texts} has; they must be these, in order. */
    public void awaitExactly(String... texts) {
        await(texts.length);
        assertThat(texts()).containsExactly(texts);
    }

    /** Waits until at least {@code count} messages are here and returns all. */
    public List<CoreMessage> await(int count) {
        Waiting.until(count + " messages for " + name, () -> received().size() >= count);
        return received();
    }

    /** Waits for the next message alone. */
    public CoreMessage awaitOne() {
        return await(1).getFirst();
    }

    public void unsubscribe() {
        Answers.await(driver.send("unsubscribe", Fields.none().with("subscription", name)));
    }
}
