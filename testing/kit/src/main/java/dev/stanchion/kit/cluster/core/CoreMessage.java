package dev.stanchion.kit.cluster.core;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A message on its way through the cluster. Nobody changes its bytes.
 *
 * @param reply empty if there is none
 * @param headers from {@code NATS/1.0} to the empty line; empty if there are none
 */
@SuppressWarnings("ArrayRecordComponent")
public record CoreMessage(String subject, String reply, byte[] headers, byte[] payload) {
    private static final byte[] NOTHING = {};

    /** An answer without headers. */
    public static CoreMessage answer(String subject, String payload) {
        return new CoreMessage(subject, "", NatsHeaders.NONE, payload.getBytes(UTF_8));
    }

    /** An answer that consists of headers alone. */
    public static CoreMessage status(String subject, byte[] headers) {
        return new CoreMessage(subject, "", headers, NOTHING);
    }

    /** Returns the number in the first line of the headers, 503 for example; 0 if there is none. */
    public int status() {
        return NatsHeaders.statusOf(headers);
    }

    /** Returns the payload as text. */
    public String text() {
        return new String(payload, UTF_8);
    }

    /** Returns headers and payload together. */
    public int length() {
        return headers.length + payload.length;
    }
}
