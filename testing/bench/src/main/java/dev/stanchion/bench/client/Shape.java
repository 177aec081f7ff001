package dev.stanchion.bench.client;

import java.util.Arrays;

/**
 * What a library is asked to do, and the two figures that a process prints of it. The second one
 * has a range in the table.
 */
enum Shape {
    /** Publishes without waiting for each ack. */
    PUBLISH("publish", "messages/s", "CPU, us/message"),
    /** Receives and acknowledges what was published. */
    RECEIVE("receive", "messages/s", "CPU, us/message"),
    /** Publishes, waits for the ack, and publishes the next one. */
    ONE_AT_A_TIME("one-at-a-time", "median, us", "99 %, us");

    private final String title;
    private final String first;
    private final String second;

    Shape(String title, String first, String second) {
        this.title = title;
        this.first = first;
        this.second = second;
    }

    String title() {
        return title;
    }

    String first() {
        return first;
    }

    String second() {
        return second;
    }

    /**
     * Returns the shape with a title.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Shape titled(String title) {
        return Arrays.stream(values())
                .filter(shape -> shape.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a figure of " + title));
    }
}
