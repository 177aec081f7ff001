package dev.stanchion.server.api;

import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import dev.stanchion.server.monitoring.streaming.ObservedGroup;
import dev.stanchion.server.monitoring.streaming.ObservedServer;

/**
 * What the API asks. Immutable.
 *
 * @param name the name of the server
 */
record ObservedState(
        String name, ObservedServer server, ObservedEngine engine, ObservedGroup group) {}
