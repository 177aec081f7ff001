package dev.stanchion.simulation.cluster;

import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.jetstream.cluster.ClusterHandler;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.cluster.ClusterListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** A link as it is, but for one thing that a subclass gets wrong. */
abstract class AlteredLink implements ClusterLink {
    private final ClusterLink link;

    AlteredLink(ClusterLink link) {
        this.link = link;
    }

    /** Returns what is sent instead; of the same length. */
    String alterSent(String headers) {
        return headers;
    }

    /** Returns what arrives instead; of the same length. */
    String alterReceived(String message) {
        return message;
    }

    @Override
    public ShardExecutor shard() {
        return link.shard();
    }

    @Override
    public boolean isUp() {
        return link.isUp();
    }

    @Override
    public int maxPayloadBytes() {
        return link.maxPayloadBytes();
    }

    @Override
    public String serverVersion() {
        return link.serverVersion();
    }

    @Override
    public String serverAddress() {
        return link.serverAddress();
    }

    @Override
    public boolean publish(
            byte[] subject,
            byte[] reply,
            int replyLength,
            ByteBuf source,
            int index,
            int headerLength,
            int length) {
        ByteBuf copy = Unpooled.copiedBuffer(source.slice(index, length));
        overwrite(copy, alterSent(text(copy, headerLength)));
        return link.publish(subject, reply, replyLength, copy, 0, headerLength, length);
    }

    @Override
    public Registration subscribe(String subject, ClusterHandler handler) {
        return link.subscribe(
                subject,
                message -> {
                    ByteBuf buffer = message.buffer();
                    overwrite(buffer, alterReceived(text(buffer, buffer.readableBytes())));
                    handler.onMessage(message);
                });
    }

    private static String text(ByteBuf buffer, int length) {
        return new String(ByteBufUtil.getBytes(buffer, 0, length), StandardCharsets.ISO_8859_1);
    }

    private static void overwrite(ByteBuf buffer, String text) {
        buffer.setBytes(0, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void listen(ClusterListener listener) {
        link.listen(listener);
    }
}
