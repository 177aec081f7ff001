package dev.stanchion.load.shape;

/** How a round goes. */
public sealed interface Work {
    /**
     * As fast as the server takes it.
     *
     * @param window messages that a publisher leaves unacknowledged; 1 waits for each
     */
    record Flood(int window) implements Work {
        public Flood {
            atLeastOne("window", window);
        }
    }

    /** At a steady rate, whatever the server does; latencies count from when a message was due. */
    record Paced(double messagesPerSecond) implements Work {
        public Paced {
            if (!(messagesPerSecond >= 1)) {
                throw new IllegalArgumentException(
                        "rate: " + messagesPerSecond + " (expected: at least 1 per second)");
            }
        }
    }

    /** At half of what the slower of the servers managed while warming up. */
    record HalfLoad() implements Work {}

    /** A new subscriber reads what was stored before; {@code messages} are stored once. */
    record CatchUp(int messages) implements Work {
        public CatchUp {
            atLeastOne("messages", messages);
        }
    }

    /** The first messages of a server that has just started; every round starts another. */
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
