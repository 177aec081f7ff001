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

    /**
     * Returns a violation that the server answers with an {@code -ERR} before the connection ends.
     */
    public static ProtocolViolation answered(CloseReason reason, String errorText) {
        return new ProtocolViolation(reason, errorText, errorText);
    }

    /**
     * Returns a violation after which the connection ends without an {@code -ERR}, as in the
     * reference.
     */
    public static ProtocolViolation silent(CloseReason reason, String detail) {
        return new ProtocolViolation(reason, "", detail);
    }

    static ProtocolViolation unknownOperation() {
        return answered(CloseReason.PROTOCOL_VIOLATION, ErrorText.UNKNOWN_PROTOCOL_OPERATION);
    }

    /** Returns the reason for monitoring and the log. */
    public CloseReason reason() {
        return reason;
    }

    /**
     * Returns the text between the quotes of the {@code -ERR}; empty if there is no {@code -ERR}.
     */
    public String errorText() {
        return errorText;
    }
}
