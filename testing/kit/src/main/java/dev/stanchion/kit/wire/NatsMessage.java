package dev.stanchion.kit.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * A message as it came from the NATS server. Immutable.
 *
 * @param sid of the subscription
 * @param reply empty if there is none
 * @param headers from {@code NATS/1.0} to the empty line; empty if there are none
 * @param payload on the heap, not to be released
 */
public record NatsMessage(String subject, int sid, String reply, String headers, ByteBuf payload) {
    private static final int NO_RESPONDERS = 503;

    /** Returns the status of the headers, 503 for "no responders"; 0 without one. */
    public int status() {
        return headers.matches("(?s)NATS/1.0 \\d{3}.*")
                ? Integer.parseInt(headers.substring(9, 12))
                : 0;
    }

    /** Returns whether it is a server's report that a request has no responders. */
    public boolean saysNoResponders() {
        return status() == NO_RESPONDERS;
    }

    /** Returns whether the message has no payload. */
    public boolean isEmpty() {
        return !payload.isReadable();
    }

    /** Returns a copy of the payload. */
    public byte[] bytes() {
        return ByteBufUtil.getBytes(payload);
    }

    /** Returns the payload as text. */
    public String text() {
        return payload.toString(StandardCharsets.UTF_8);
    }
}
