package dev.stanchion.simulation.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.kit.cluster.ClusterConnection;
import dev.stanchion.kit.cluster.ConnectionListener;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.store.jetstream.cluster.ClusterHandler;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.cluster.ClusterListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** A connection to the simulated cluster, as the store knows connections. */
public final class SimulatedLink implements ClusterLink {
    private final ClusterConnection connection;

    public SimulatedLink(ClusterConnection connection) {
        this.connection = connection;
    }

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
        int payload = index + headerLength;
        return connection.publish(
                new CoreMessage(
                        new String(subject, UTF_8),
                        new String(reply, 0, replyLength, UTF_8),
                        ByteBufUtil.getBytes(source, index, headerLength, true),
                        ByteBufUtil.getBytes(source, payload, length - headerLength, true)));
    }

    @Override
    public Registration subscribe(String subject, ClusterHandler handler) {
        return connection.subscribe(subject, message -> handler.onMessage(MessageView.of(message)));
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
}
