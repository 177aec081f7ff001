package dev.stanchion.server.embedded;

import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.nats.InProcess;
import dev.stanchion.nats.NatsLoop;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** A subject of the embedded router. */
record RouterDestination(
        InProcess messaging, List<NatsLoop> loops, dev.stanchion.nats.Destination target)
        implements Destination {
    @Override
    public String subject() {
        return target.subject();
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length) {
        return target.publish(source, index, length);
    }

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
