package dev.stanchion.server;

import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.Store;

/**
 * What a test puts around the parts of a server: it may watch and disturb the bus and the store,
 * and look into the engine. Only a server without a group takes one.
 *
 * <p>Safe for use by many threads.
 */
public interface Harness {
    /** Nothing around a server, as in production. */
    Harness NONE = new Harness() {};

    /** Returns the bus that the engine gets. Called once, before the engine starts. */
    default Bus around(Bus bus) {
        return bus;
    }

    /** Returns the store that the engine gets. Called once, before the store is opened. */
    default Store around(Store store) {
        return store;
    }

    /** Hears of the engine when it takes requests, before the first client can connect. */
    default void serving(StreamingEngine engine) {}
}
