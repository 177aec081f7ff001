package dev.stanchion.load.traffic;

/**
 * A message in the read buffer of a connection. The parser uses one object for all of them, so it
 * is valid only during the call. Confined to one thread.
 */
final class Incoming {
    private final byte[] bytes;
    private int lineAt;
    private int subjectLength;
    private int replyOffset;
    private int replyLength;
    private int sid;
    private int payloadAt;
    private int payloadLength;

    private static final int SUBJECT_OFFSET = "MSG ".length();

    /**
     * @param bytes the read buffer
     */
    Incoming(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Sets what the protocol line says. Offsets count from the beginning of the line. */
    void line(int sid, int subjectLength, int replyOffset, int replyLength) {
        this.sid = sid;
        this.subjectLength = subjectLength;
        this.replyOffset = replyOffset;
        this.replyLength = replyLength;
    }

    /** Sets where the line and its payload are. */
    void at(int lineAt, int payloadAt, int payloadLength) {
        this.lineAt = lineAt;
        this.payloadAt = payloadAt;
        this.payloadLength = payloadLength;
    }

    byte[] bytes() {
        return bytes;
    }

    int sid() {
        return sid;
    }

    /** Returns where the subject ends. */
    int subjectEnd() {
        return lineAt + SUBJECT_OFFSET + subjectLength;
    }

    int replyAt() {
        return lineAt + replyOffset;
    }

    /** Returns 0 if there is no reply subject. */
    int replyLength() {
        return replyLength;
    }

    int payloadAt() {
        return payloadAt;
    }

    int payloadLength() {
        return payloadLength;
    }

    /** Returns where the payload ends. */
    int payloadEnd() {
        return payloadAt + payloadLength;
    }
}
