package dev.stanchion.server.rights;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which client IDs a user may have: those that it is given, or if it is given none, those that
 * nobody is given. Immutable.
 *
 * @param own empty if it is given none
 * @param given to any user
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
