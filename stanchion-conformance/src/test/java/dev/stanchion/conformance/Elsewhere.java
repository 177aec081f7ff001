package dev.stanchion.conformance;

import static dev.stanchion.conformance.Elsewhere.Obstacle.CHANNEL_CONFIGURATION;
import static dev.stanchion.conformance.Elsewhere.Obstacle.CLIENT_LIBRARY;
import static dev.stanchion.conformance.Elsewhere.Obstacle.EXTERNAL_BUS;
import static dev.stanchion.conformance.Elsewhere.Obstacle.INSIDE_TIMING;
import static dev.stanchion.conformance.Elsewhere.Obstacle.PERSISTENT_STORE;
import static dev.stanchion.conformance.Elsewhere.Obstacle.STORE_FAULT;

import java.util.List;

/**
 * A scenario that is no test of this module, because it cannot be driven from outside against a
 * server that keeps everything in memory. None is skipped: each names the place that proves it, or
 * the work that will bring the proof.
 *
 * @param scenario completes "A server should …"
 */
record Elsewhere(int number, String scenario, Obstacle obstacle) {
    /** Why a scenario is not here, and where it is. */
    enum Obstacle {
        STORE_FAULT(
                "needs a store that fails on request",
                "unit tests of the engine and simulation, with a faulty store"),
        INSIDE_TIMING(
                "needs two events inside the server at one instant, or a look at its timers",
                "unit tests of the engine on a virtual clock, and simulation"),
        CLIENT_LIBRARY(
                "is about a callback of the client library",
                "tests of the client, and acceptance with the real clients"),
        CHANNEL_CONFIGURATION(
                "needs limits of single channels, which only a configuration file can express",
                "comes here with the configuration file"),
        PERSISTENT_STORE(
                "needs a store that outlives its process", "comes here with the file store"),
        EXTERNAL_BUS(
                "needs a streaming server that attaches to another NATS server",
                "comes here with external NATS");

        private final String reason;
        private final String place;

        Obstacle(String reason, String place) {
            this.reason = reason;
            this.place = place;
        }

        /** Completes "The scenario …". */
        String reason() {
            return reason;
        }

        /** Says where the scenario is or will be proven. */
        String place() {
            return place;
        }
    }

    static final List<Elsewhere> ALL =
            List.of(
                    new Elsewhere(19, "refuse a client that cannot be saved", STORE_FAULT),
                    new Elsewhere(
                            30, "close without a lost connection being reported", CLIENT_LIBRARY),
                    new Elsewhere(34, "close a client that cannot be deleted", STORE_FAULT),
                    new Elsewhere(49, "refuse to use a channel being deleted", INSIDE_TIMING),
                    new Elsewhere(78, "deliver around a gap in the log", STORE_FAULT),
                    new Elsewhere(80, "leave no timer to a closed subscription", INSIDE_TIMING),
                    new Elsewhere(87, "let an ack win against a redelivery", INSIDE_TIMING),
                    new Elsewhere(93, "survive a timer of an ended subscription", INSIDE_TIMING),
                    new Elsewhere(94, "redeliver once the log can be read again", STORE_FAULT),
                    new Elsewhere(110, "count a durable once whose resume failed", STORE_FAULT),
                    new Elsewhere(131, "keep one record of a group", PERSISTENT_STORE),
                    new Elsewhere(137, "enforce a channel's own limits", CHANNEL_CONFIGURATION),
                    new Elsewhere(138, "lift limits for a channel", CHANNEL_CONFIGURATION),
                    new Elsewhere(
                            142, "delete channels by their own periods", CHANNEL_CONFIGURATION),
                    new Elsewhere(143, "keep a channel subscribed to in time", INSIDE_TIMING),
                    new Elsewhere(144, "try again to delete a channel", STORE_FAULT),
                    new Elsewhere(146, "go on with four kinds after a restart", PERSISTENT_STORE),
                    new Elsewhere(147, "redeliver after a restart", PERSISTENT_STORE),
                    new Elsewhere(148, "not redeliver early after a restart", PERSISTENT_STORE),
                    new Elsewhere(149, "be as full after a restart as before", PERSISTENT_STORE),
                    new Elsewhere(150, "go on with a handler blocked meanwhile", PERSISTENT_STORE),
                    new Elsewhere(151, "redeliver to each what it had", PERSISTENT_STORE),
                    new Elsewhere(152, "remember who has a moved message", PERSISTENT_STORE),
                    new Elsewhere(153, "remember a group's position", PERSISTENT_STORE),
                    new Elsewhere(154, "keep a durable offline over restarts", PERSISTENT_STORE),
                    new Elsewhere(155, "send nothing to inboxes of the closed", PERSISTENT_STORE),
                    new Elsewhere(156, "resume a group after a restart", PERSISTENT_STORE),
                    new Elsewhere(157, "remember who left a group", PERSISTENT_STORE),
                    new Elsewhere(158, "know connection IDs after a restart", PERSISTENT_STORE),
                    new Elsewhere(159, "remove clients that did not come back", PERSISTENT_STORE),
                    new Elsewhere(160, "refuse another cluster's store", PERSISTENT_STORE),
                    new Elsewhere(162, "refuse to be the second of a cluster ID", EXTERNAL_BUS));
}
