package dev.stanchion.conformance.server;

/** A server of one test's own, on a store that fails on request. Only Stanchion has one. */
public final class FaultyServer extends PersistentServer {
    private final StoreFaults faults;

    private FaultyServer(EmbeddedHome home, String flags, String testName) {
        super(home, flags, testName);
        this.faults = home.faults();
    }

    static FaultyServer start(String flags, String testName) {
        return new FaultyServer(new EmbeddedHome(), flags, testName);
    }

    public StoreFaults faults() {
        return faults;
    }

    @Override
    public void close() {
        faults.end();
        super.close();
    }
}
