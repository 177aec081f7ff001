package dev.stanchion.store.jetstream.link;

import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.nats.link.Link;
import dev.stanchion.nats.link.LinkListener;
import dev.stanchion.nats.link.LinkOptions;
import dev.stanchion.nats.link.LinkSubscription;
import dev.stanchion.nats.link.PeerInfo;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.store.jetstream.cluster.ClusterHandler;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.cluster.ClusterListener;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link on a Netty loop. Confined to the loop's shard, except methods that say otherwise. No
 * allocation per message.
 */
public final class NettyClusterLink implements ClusterLink {
    private static final Logger LOG = LoggerFactory.getLogger(NettyClusterLink.class);

    private final ShardExecutor shard;
    private final String name;
    private final Link link;
    private ClusterListener listener = NOBODY;
    private String serverAddress = "";

    private static final ClusterListener NOBODY =
            new ClusterListener() {
                @Override
                public void onUp() {}

                @Override
                public void onDown() {}
            };

    /**
     * @param loop a loop of a running server
     * @param shard the shard of that loop
     */
    public NettyClusterLink(NatsLoop loop, ShardExecutor shard, LinkOptions options) {
        this.shard = shard;
        this.name = options.name();
        this.link = new Link(loop, options, new Events());
    }

    /**
     * Opens the link. Any thread.
     *
     * @return a stage that completes on the loop, or fails with a {@link
     *     dev.stanchion.nats.link.LinkException}
     */
    public CompletionStage<Void> open() {
        return link.open();
    }

    /**
     * Closes the link. Any thread.
     *
     * @return a stage that completes on the loop
     */
    public CompletionStage<Void> close() {
        return link.close();
    }

    /**
     * Runs a task when the server has processed everything that was published before. If the
     * connection ends earlier, the task never runs.
     */
    public void fence(Runnable passed) {
        link.fence(passed);
    }

    @Override
    public ShardExecutor shard() {
        return shard;
    }

    @Override
    public boolean isUp() {
        return link.isUp();
    }

    @Override
    public int maxPayloadBytes() {
        return link.info().maxPayloadBytes();
    }

    @Override
    public String serverVersion() {
        return link.info().version();
    }

    @Override
    public String serverName() {
        return link.info().serverName();
    }

    @Override
    public String serverAddress() {
        return serverAddress;
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
        return headerLength == 0
                ? link.publish(subject, reply, replyLength, source, index, length)
                : link.publishWithHeaders(
                        subject, reply, replyLength, source, index, headerLength, length);
    }

    @Override
    public Registration subscribe(String subject, ClusterHandler handler) {
        Received received = new Received();
        LinkSubscription subscription =
                link.subscribe(
                        subject.getBytes(StandardCharsets.UTF_8),
                        message -> handler.onMessage(received.wrap(message)));
        return () -> {
            if (shard.isCurrent()) {
                link.unsubscribe(subscription);
            } else {
                shard.execute(() -> link.unsubscribe(subscription));
            }
        };
    }

    @Override
    public void listen(ClusterListener itsListener) {
        listener = itsListener;
    }

    /** Logs the events of the connection, and passes them on. */
    private final class Events implements LinkListener {
        @Override
        public void onUp(ServerAddress server, PeerInfo info, boolean again) {
            String host = server.host();
            serverAddress = (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port();
            if (again) {
                LOG.info("connection \"{}\" reconnected to NATS Server at \"{}\"", name, server);
                listener.onUp();
            }
        }

        @Override
        public void onDown(ServerAddress server, String why) {
            LOG.warn(
                    "connection \"{}\" to NATS Server at \"{}\" is lost: {}; looking for another"
                            + " one",
                    name,
                    server,
                    why);
            listener.onDown();
        }

        @Override
        public void onComplaint(ServerAddress server, String text) {
            LOG.error("NATS Server at \"{}\" refuses what it is asked: {}", server, text);
            listener.onComplaint(text);
        }
    }
}
