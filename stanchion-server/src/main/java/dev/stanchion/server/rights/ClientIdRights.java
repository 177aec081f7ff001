package dev.stanchion.server.rights;

import dev.stanchion.protocol.ChannelGlob;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The client IDs that a user may use: its own ones, or if it has none, those that no user has.
 * Immutable.
 *
 * @param own the IDs of the user; empty if it has none
 * @param given the IDs of all users
 */
record ClientIdRights(List<ChannelGlob> own, List<ChannelGlob> given) {
    boolean mayConnectAs(String clientId) {
        return own.isEmpty() ? !anyMatches(given, clientId) : anyMatches(own, clientId);
    }

    private static boolean anyMatches(List<ChannelGlob> globs, String clientId) {
        ByteBuf id = Unpooled.wrappedBuffer(clientId.getBytes(StandardCharsets.UTF_8));
        return globs.stream().anyMatch(glob -> glob.matches(id, 0, id.readableBytes()));
    }
}
