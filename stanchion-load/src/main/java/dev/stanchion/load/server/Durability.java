package dev.stanchion.load.server;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What of the acknowledged messages a server keeps, and so what two servers must have in common.
 */
public enum Durability {
    /** Nothing: the messages are in memory. */
    MEMORY("memory"),
    /**
     * What the operating system has written: the messages are in files that nobody syncs in time.
     */
    OS("os"),
    /** Everything: the messages are in files that are synced before the acknowledgement. */
    ALWAYS("always");

    private final String key;

    Durability(String key) {
        this.key = key;
    }

    /**
     * Reads a name from the command line.
     *
     * @throws IllegalArgumentException if there is none with this name
     */
    public static Durability of(String key) {
        return find(key)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "--durability: '" + key + "' (expected: memory, os or always)"));
    }

    /** Returns the level of a name; empty if there is none. */
    public static Optional<Durability> find(String key) {
        return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
    }

    /** Returns the name on the command line and in files. */
    public String key() {
        return key;
    }

    /** Returns the flags of a NATS Streaming server, Stanchion included. */
    public List<String> streamingFlags() {
        return switch (this) {
            case MEMORY -> List.of();
            case OS -> files("-file_sync=false", "-file_auto_sync=0s");
            case ALWAYS -> files("-file_sync=true", "-file_auto_sync=0s");
        };
    }

    private static List<String> files(String sync, String interval) {
        return List.of("-store", "file", "-dir", "{dir}/data", sync, interval);
    }

    /** Returns what a stream of JetStream has as its storage. */
    public String streamStorage() {
        return this == MEMORY ? "memory" : "file";
    }

    /** Returns the rest of the section {@code jetstream} of a nats-server's configuration. */
    String jetStreamSettings() {
        return this == ALWAYS ? ", sync_interval: always" : "";
    }
}
