package dev.stanchion.conformance.server;

import dev.stanchion.kit.store.naive.NaiveDisk;
import dev.stanchion.kit.store.naive.NaiveStore;

/** The memory of this process: servers inside it keep their data in a {@link NaiveDisk}. */
final class EmbeddedHome implements Home {
    private final NaiveDisk disk = new NaiveDisk();
    private final StoreFaults faults = new StoreFaults();

    StoreFaults faults() {
        return faults;
    }

    @Override
    public RunningServer starts(int port, String flags) {
        return EmbeddedServer.start(port, flags, new FaultyStore(new NaiveStore(disk), faults));
    }

    @Override
    public void close() {} // nothing but memory
}
