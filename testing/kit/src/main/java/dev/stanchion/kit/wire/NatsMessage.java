package dev.stanchion.kit.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * A message as it came from the NATS server. Immutable.
 *
 * @param sid of the subscription
 * @param reply empty if there is none
 * @param status of the headers, 503 for "no responders"; 0 without headers
 * @param payload on the heap, not to be released
 */
public record NatsMessage(String subject, int sid, String reply, int status, ByteBuf payload) {
    private static final int NO_RESPONDERS = 503;

    /** Tells whether a server answers that nobody listens to the request. */
    public boolean saysNoResponders() {
        return status == NO_RESPONDERS;
    }

    /** Tells whether the message has no payload. */
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
