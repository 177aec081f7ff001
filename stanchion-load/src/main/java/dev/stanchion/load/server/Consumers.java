package dev.stanchion.load.server;

/** How subscribers read a stream of JetStream. */
public enum Consumers {
    /** Each message is acknowledged, as with NATS Streaming. */
    EXPLICIT,
    /** Nothing is acknowledged; the server asks now and then how far the subscriber is. */
    ORDERED;

    /**
     * Reads a name from the command line.
     *
     * @throws IllegalArgumentException if there is none with this name
     */
    public static Consumers of(String key) {
        return switch (key) {
            case "explicit" -> EXPLICIT;
            case "ordered" -> ORDERED;
            default ->
                    throw new IllegalArgumentException(
                            "--consumers: '" + key + "' (expected: explicit or ordered)");
        };
    }
}
