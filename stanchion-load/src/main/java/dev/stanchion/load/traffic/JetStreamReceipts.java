package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the answers of JetStream to a publisher. The subject of an answer names the message,
 * because each message has a reply subject of its own, as with the client libraries.
 */
final class JetStreamReceipts implements Receipts {
    private static final byte[] STORED = "{\"stream\":\"".getBytes(StandardCharsets.US_ASCII);

    @Override
    public long numberOf(Incoming acknowledgement) {
        byte[] bytes = acknowledgement.bytes();
        int at = acknowledgement.payloadAt();
        int end = acknowledgement.payloadEnd();
        if (end - at < STORED.length
                || !Arrays.equals(bytes, at, at + STORED.length, STORED, 0, STORED.length)) {
            throw new LoadException(
                    "the server refused a message: "
                            + new String(bytes, at, end - at, StandardCharsets.UTF_8),
                    "The limits of its JetStream may be too low for this shape.");
        }
        return MessageBlock.numberOf(
                bytes, acknowledgement.subjectEnd() - MessageBlock.GUID_LENGTH);
    }
}
