package dev.stanchion.conformance.peer;

import dev.stanchion.protocol.PubMsgEncoder;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** A message as a client publishes it; each verb returns a changed copy. Immutable. */
public record Publishing(
        String clientId, String guid, String channel, String reply, String data, String connId) {
    public Publishing clientId(String changed) {
        return new Publishing(changed, guid, channel, reply, data, connId);
    }

    public Publishing guid(String changed) {
        return new Publishing(clientId, changed, channel, reply, data, connId);
    }

    public Publishing reply(String changed) {
        return new Publishing(clientId, guid, channel, changed, data, connId);
    }

    public Publishing connId(String changed) {
        return new Publishing(clientId, guid, channel, reply, data, changed);
    }

    ByteBuf encoded() {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return Encoded.as(target ->
                PubMsgEncoder.write(target, clientId, guid, channel, reply, bytes, connId));
    }
}
