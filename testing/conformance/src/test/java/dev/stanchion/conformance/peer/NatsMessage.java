package dev.stanchion.conformance.peer;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * A message as it came from the NATS server. Immutable.
 *
 * @param reply empty if there is none
 * @param status of the headers, 503 for "no responders"; 0 without headers
 * @param payload on the heap, not to be released
 */
public record NatsMessage(String subject, String reply, int status, ByteBuf payload) {
    private static final int NO_RESPONDERS = 503;

    public boolean saysNoResponders() {
        return status == NO_RESPONDERS;
    }

    public boolean isEmpty() {
        return !payload.isReadable();
    }

    public String text() {
        return payload.toString(StandardCharsets.UTF_8);
    }
}
