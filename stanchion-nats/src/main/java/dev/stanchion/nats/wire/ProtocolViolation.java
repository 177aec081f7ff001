package dev.stanchion.nats.wire;

/**
 * Ends a connection because no further byte can make what it sent valid.
 *
 * <p>Has no stack trace: it describes the peer's bytes, not our code.
 */
public final class ProtocolViolation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final CloseReason reason;
    private final String errorText;

    private ProtocolViolation(CloseReason reason, String errorText, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        this.errorText = errorText;
    }

    /** A violation that is answered with an {@code -ERR} before the connection ends. */
    public static ProtocolViolation answered(CloseReason reason, String errorText) {
        return new ProtocolViolation(reason, errorText, errorText);
    }

    /** A violation after which the reference closes without a word. */
    public static ProtocolViolation silent(CloseReason reason, String detail) {
        return new ProtocolViolation(reason, "", detail);
    }

    static ProtocolViolation unknownOperation() {
        return answered(CloseReason.PROTOCOL_VIOLATION, ErrorText.UNKNOWN_PROTOCOL_OPERATION);
    }

    /** What monitoring and the log say about the end of the connection. */
    public CloseReason reason() {
        return reason;
    }

    /** The text between the quotes of the {@code -ERR}; empty if the connection ends silently. */
    public String errorText() {
        return errorText;
    }
}
