package dev.stanchion.testcontainers;

import java.util.List;

/** Where the server in the container keeps messages. */
public enum Store {
    /** In memory: a restart of the container forgets everything. */
    MEMORY("-store memory"),

    /** In the directory {@code /data} of the container, which ends with the container. */
    FILE("-store file -dir /data");

    private final String flags;

    Store(String flags) {
        this.flags = flags;
    }

    List<String> flags() {
        return List.of(flags.split(" ", -1));
    }
}
