package dev.stanchion.interop.core.client;

import static dev.stanchion.interop.core.client.CoreFeature.REASON_OF_A_FULL_SERVER;
import static dev.stanchion.interop.core.client.CoreFeature.REPEATED_HEADERS;
import static dev.stanchion.interop.core.client.CoreFeature.ROUND_TRIP_TIME;
import static dev.stanchion.interop.core.client.CoreFeature.WEBSOCKET;

import dev.stanchion.interop.driver.CoreDriverPrograms;
import dev.stanchion.interop.driver.DriverProgram;
import dev.stanchion.interop.page.Library;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;

/** The core client libraries under test, as published. */
public enum CoreLibrary implements Library {
    JNATS("jnats 2.26.2"),
    NODE("nats 2.29.3"),
    GO("nats.go 1.55.0"),
    TRANSPORT_NODE("@nats-io/transport-node 3.4.0"),
    NATS_CORE_BY_WEBSOCKET("@nats-io/nats-core 3.4.0 by WebSocket"),
    PYTHON("nats-py 2.16.0");

    private static final String TIME_OUT_INSTEAD =
            "it misses an error that comes right after the greeting, and reports a time-out"
                    + " after 20 seconds";

    private final String title;

    CoreLibrary(String title) {
        this.title = title;
    }

    /** Installs the driver; ends the test as skipped where that is impossible. */
    DriverProgram install() {
        return switch (this) {
            case JNATS -> CoreDriverPrograms.java();
            case NODE -> CoreDriverPrograms.node("nats-2.29.3");
            case GO -> CoreDriverPrograms.go();
            case TRANSPORT_NODE, NATS_CORE_BY_WEBSOCKET ->
                    CoreDriverPrograms.node("nats-core-3.4.0");
            case PYTHON -> CoreDriverPrograms.python();
        };
    }

    /** Returns whether this library uses only WebSockets. */
    boolean isByWebSocket() {
        return this == NATS_CORE_BY_WEBSOCKET;
    }

    @Override
    public Optional<String> gap(Method behaviour) {
        return Optional.ofNullable(behaviour.getAnnotation(NeedsCore.class))
                .map(needs -> gaps().get(needs.value()));
    }

    /** Returns the features that this library lacks, each with the reason. */
    private Map<CoreFeature, String> gaps() {
        return switch (this) {
            case GO -> Map.of();
            case JNATS ->
                    Map.of(
                            REASON_OF_A_FULL_SERVER,
                            "it reports that it cannot connect, and not the reason");
            case NODE ->
                    Map.of(
                            WEBSOCKET,
                            "it connects by TCP only",
                            REASON_OF_A_FULL_SERVER,
                            TIME_OUT_INSTEAD);
            case TRANSPORT_NODE ->
                    Map.of(
                            WEBSOCKET,
                            "all connections of a process use the transport of the last one, so TCP"
                                    + " and WebSocket do not mix; see the next column",
                            REASON_OF_A_FULL_SERVER,
                            TIME_OUT_INSTEAD);
            case NATS_CORE_BY_WEBSOCKET -> Map.of(REASON_OF_A_FULL_SERVER, TIME_OUT_INSTEAD);
            case PYTHON ->
                    Map.of(
                            ROUND_TRIP_TIME, "it does not measure a round trip",
                            REPEATED_HEADERS,
                                    "its headers are a dictionary with one value for each name");
        };
    }

    @Override
    public String toString() {
        return title;
    }
}
