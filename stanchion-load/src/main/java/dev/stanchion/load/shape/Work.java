package dev.stanchion.load.shape;

/** The way in which a round publishes. */
public sealed interface Work {
    /**
     * Publishes as fast as the server accepts messages.
     *
     * @param window the maximum number of unacknowledged messages of a publisher; 1 waits for each
     *     message
     */
    record Flood(int window) implements Work {
        public Flood {
            atLeastOne("window", window);
        }
    }

    /**
     * Publishes at a constant rate, independent of the server. Latencies count from the time when a
     * message was due.
     */
    record Paced(double messagesPerSecond) implements Work {
        public Paced {
            if (!(messagesPerSecond >= 1)) {
                throw new IllegalArgumentException(
                        "rate: " + messagesPerSecond + " (expected: at least 1 per second)");
            }
        }
    }

    /** Publishes at half the warm-up rate of the slower server. */
    record HalfLoad() implements Work {}

    /** Lets a new subscriber read stored messages. The driver stores {@code messages} once. */
    record CatchUp(int messages) implements Work {
        public CatchUp {
            atLeastOne("messages", messages);
        }
    }

    /** Publishes the first messages to a newly started server. Every round starts another one. */
    record Cold(int messages) implements Work {
        public Cold {
            atLeastOne("messages", messages);
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
        }
    }
}
