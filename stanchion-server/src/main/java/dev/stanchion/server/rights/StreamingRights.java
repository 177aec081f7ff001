package dev.stanchion.server.rights;

import dev.stanchion.engine.spi.ChannelRights;
import dev.stanchion.nats.permission.Permissions;
import dev.stanchion.protocol.ChannelGlob;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The rights of one streaming user. Immutable.
 *
 * @param nats the user's permissions in NATS, with those that streaming needs
 */
record StreamingRights(
        String user,
        StreamingPermissions permissions,
        ClientIdRights clientIds,
        Permissions nats,
        String ackInboxPrefix)
        implements ChannelRights {
    @Override
    public boolean areLimited() {
        return true;
    }

    @Override
    public boolean mayConnectAs(String clientId) {
        return clientIds.mayConnectAs(clientId);
    }

    @Override
    public boolean mayPublish(ByteBuf buffer, int index, int length) {
        return anyMatches(permissions.publish(), buffer, index, length);
    }

    @Override
    public boolean maySubscribe(String channel) {
        ByteBuf name = Unpooled.wrappedBuffer(channel.getBytes(StandardCharsets.UTF_8));
        return anyMatches(permissions.subscribe(), name, 0, name.readableBytes());
    }

    private static boolean anyMatches(
            List<ChannelGlob> globs, ByteBuf buffer, int index, int length) {
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).matches(buffer, index, length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean mayReceiveOn(String subject) {
        return nats.allowSubscription(subject);
    }
}
