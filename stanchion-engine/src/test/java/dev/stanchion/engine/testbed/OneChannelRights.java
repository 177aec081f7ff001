package dev.stanchion.engine.testbed;

import dev.stanchion.engine.spi.ChannelRights;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** A user who may publish to one channel, subscribe to another, and listen on inboxes. */
public record OneChannelRights(String user, String publish, String subscribe)
        implements ChannelRights {
    @Override
    public boolean areLimited() {
        return true;
    }

    @Override
    public boolean mayConnectAs(String clientId) {
        return !clientId.startsWith("not-" + user);
    }

    @Override
    public boolean mayPublish(ByteBuf buffer, int index, int length) {
        return buffer.toString(index, length, StandardCharsets.UTF_8).equals(publish);
    }

    @Override
    public boolean maySubscribe(String channel) {
        return channel.equals(subscribe);
    }

    @Override
    public boolean mayReceiveOn(String subject) {
        return subject.startsWith("_INBOX.");
    }

    @Override
    public String ackInboxPrefix() {
        return "_STAN.suback." + user + ".";
    }
}
