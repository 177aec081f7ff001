package dev.stanchion.server.embedded;

import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.nats.inprocess.InProcess;
import dev.stanchion.nats.loop.NatsLoop;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** A subject of the embedded router. Any of its loops may use it. */
final class RouterDestination implements Destination {
    private final InProcess messaging;
    private final List<NatsLoop> loops;
    private final dev.stanchion.nats.inprocess.Destination target;

    RouterDestination(InProcess messaging, List<NatsLoop> loops, String subject) {
        this.messaging = messaging;
        this.loops = loops;
        this.target = messaging.destination(subject);
    }

    @Override
    public String subject() {
        return target.subject();
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length) {
        return target.publish(source, index, length);
    }

    /**
     * Publishes with a reply subject, which it looks up each time. Only heartbeats and probes use
     * it, which are rare.
     */
    @Override
    public boolean publish(ByteBuf source, int index, int length, String replyTo) {
        return target.publish(source, index, length, messaging.destination(replyTo));
    }

    @Override
    public boolean isCongested() {
        return target.isCongested();
    }

    @Override
    public void whenRelieved(ShardExecutor shard, Runnable task) {
        target.whenRelieved(loops.get(shard.index()), task);
    }
}
