package dev.stanchion.store.jetstream;

import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.kit.cluster.ClusterConnection;
import dev.stanchion.kit.cluster.ConnectionListener;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.store.jetstream.cluster.ClusterHandler;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.cluster.ClusterListener;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** A link to a simulated cluster. Belongs to the thread of the test. */
record SimulatedLink(ClusterConnection connection) implements ClusterLink {
    @Override
    public ShardExecutor shard() {
        return connection.shard();
    }

    @Override
    public boolean isUp() {
        return connection.isUp();
    }

    @Override
    public int maxPayloadBytes() {
        return connection.maxPayloadBytes();
    }

    @Override
    public String serverVersion() {
        return connection.serverVersion();
    }

    @Override
    public String serverAddress() {
        return connection.serverAddress();
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
        return connection.publish(
                new CoreMessage(
                        new String(subject, StandardCharsets.UTF_8),
                        new String(reply, 0, replyLength, StandardCharsets.UTF_8),
                        ByteBufUtil.getBytes(source, index, headerLength),
                        ByteBufUtil.getBytes(source, index + headerLength, length - headerLength)));
    }

    @Override
    public Registration subscribe(String subject, ClusterHandler handler) {
        return connection.subscribe(subject, message -> handler.onMessage(Shown.of(message)));
    }

    @Override
    public void listen(ClusterListener listener) {
        connection.listen(
                new ConnectionListener() {
                    @Override
                    public void onUp() {
                        listener.onUp();
                    }

                    @Override
                    public void onDown() {
                        listener.onDown();
                    }
                });
    }

    /** A message in the form of the store. Immutable. */
    private record Shown(
            ByteBuf buffer,
            int subjectLength,
            int replyLength,
            int headerLength,
            int payloadLength,
            int status)
            implements ClusterMessage {
        static Shown of(CoreMessage message) {
            byte[] subject = message.subject().getBytes(StandardCharsets.UTF_8);
            byte[] reply = message.reply().getBytes(StandardCharsets.UTF_8);
            return new Shown(
                    Unpooled.wrappedBuffer(subject, reply, message.headers(), message.payload()),
                    subject.length,
                    reply.length,
                    message.headers().length,
                    message.payload().length,
                    message.status());
        }

        @Override
        public int subjectIndex() {
            return 0;
        }

        @Override
        public int replyIndex() {
            return subjectLength;
        }

        @Override
        public int headerIndex() {
            return subjectLength + replyLength;
        }

        @Override
        public int payloadIndex() {
            return headerIndex() + headerLength;
        }
    }
}
