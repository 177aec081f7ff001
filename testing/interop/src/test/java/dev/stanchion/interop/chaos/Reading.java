package dev.stanchion.interop.chaos;

import dev.stanchion.interop.driver.Answers;
import dev.stanchion.interop.driver.Driver;
import dev.stanchion.interop.driver.Fields;
import java.util.ArrayList;
import java.util.List;

/** Reads a channel from its beginning, as a client that comes new. */
final class Reading {
    private static final String NAME = "reader";

    private final List<Delivery> stored = new ArrayList<>();

    private Reading() {}

    /** Connects and begins to read. */
    static Reading start(Driver driver, String urls) {
        var reading = new Reading();
        Answers.await(
                driver.send(
                        "connect",
                        Fields.none()
                                .with("connection", NAME)
                                .with("url", urls)
                                .with("cluster", Stage.CLUSTER_ID)
                                .with("client", NAME)));
        driver.onEvents(NAME + ".all", reading::got);
        Answers.await(
                driver.send(
                        "subscribe",
                        Fields.none()
                                .with("connection", NAME)
                                .with("subscription", NAME + ".all")
                                .with("channel", ChaosClient.CHANNEL)
                                .with("start", "first")));
        return reading;
    }

    private synchronized void got(Fields message) {
        stored.add(ChaosClient.delivery(message));
    }

    /** Returns what has come so far. */
    synchronized List<Delivery> stored() {
        return List.copyOf(stored);
    }
}
