package dev.stanchion.nats.wire;

/** Why a connection ended, with the text that monitoring shows ({@code spec/nats-core.md} 6.3). */
public enum CloseReason {
    CLIENT_CLOSED("Client Closed"),
    AUTHENTICATION_TIMEOUT("Authentication Timeout"),
    AUTHENTICATION_FAILURE("Authentication Failure"),
    TLS_HANDSHAKE_FAILURE("TLS Handshake Failure"),
    SLOW_CONSUMER_PENDING_BYTES("Slow Consumer (Pending Bytes)"),
    SLOW_CONSUMER_WRITE_DEADLINE("Slow Consumer (Write Deadline)"),
    WRITE_ERROR("Write Error"),
    READ_ERROR("Read Error"),
    PARSE_ERROR("Parse Error"),
    STALE_CONNECTION("Stale Connection"),
    PROTOCOL_VIOLATION("Protocol Violation"),
    BAD_CLIENT_PROTOCOL_VERSION("Bad Client Protocol Version"),
    MAXIMUM_CONNECTIONS_EXCEEDED("Maximum Connections Exceeded"),
    MAXIMUM_PAYLOAD_EXCEEDED("Maximum Message Payload Exceeded"),
    MAXIMUM_CONTROL_LINE_EXCEEDED("Maximum Control Line Exceeded"),
    SERVER_SHUTDOWN("Server Shutdown"),
    KICKED("Kicked"),
    NO_RESPONDERS_REQUIRES_HEADERS("No Responders Requires Headers"),
    /** A bug in this server; its stack trace is in the log. */
    UNKNOWN_STATE("Unknown State");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /** Returns the text of the reference server. */
    public String text() {
        return text;
    }
}
