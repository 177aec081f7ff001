package dev.stanchion.server.rights;

import dev.stanchion.engine.spi.ChannelRights;
import io.netty.buffer.ByteBuf;

/**
 * A user without rights per channel, if other users have them. It may do everything except use
 * client IDs of others, and its durables belong to it. Immutable.
 */
record UnlimitedUser(String user, ClientIdRights clientIds) implements ChannelRights {
    @Override
    public boolean areLimited() {
        return false;
    }

    @Override
    public boolean mayConnectAs(String clientId) {
        return clientIds.mayConnectAs(clientId);
    }

    @Override
    public boolean mayPublish(ByteBuf buffer, int index, int length) {
        return true;
    }

    @Override
    public boolean maySubscribe(String channel) {
        return true;
    }

    @Override
    public boolean mayReceiveOn(String subject) {
        return true;
    }

    @Override
    public String ackInboxPrefix() {
        return ALL.ackInboxPrefix();
    }
}
