package dev.stanchion.test;

import java.nio.file.Path;
import java.util.Optional;

/** What a broker kept at one moment. It belongs to that broker, and ends with it. Immutable. */
public final class Snapshot {
    private final TestBroker broker;
    private final Optional<Path> files;

    Snapshot(TestBroker broker, Optional<Path> files) {
        this.broker = broker;
        this.files = files;
    }

    boolean isOf(TestBroker other) {
        return broker.equals(other);
    }

    Optional<Path> files() {
        return files;
    }
}
