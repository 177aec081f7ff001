package dev.stanchion.interop.core.client;

/** Features that some core clients lack; see {@link CoreLibrary#gap}. */
public enum CoreFeature {
    /** It measures a round trip. */
    ROUND_TRIP_TIME,
    /** A header's name may have several values. */
    REPEATED_HEADERS,
    /** It connects by WebSocket, too. */
    WEBSOCKET,
    /** It says why it was not let in when the server is full. */
    REASON_OF_A_FULL_SERVER
}
