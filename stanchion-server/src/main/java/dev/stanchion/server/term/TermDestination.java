package dev.stanchion.server.term;

import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;

/** A destination to which a mute bus sends nothing. No allocation per message. */
record TermDestination(Destination destination, TermBus bus) implements Destination {
    @Override
    public String subject() {
        return destination.subject();
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length) {
        return bus.isMute() || destination.publish(source, index, length);
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length, long mark) {
        return bus.isMute() || destination.publish(source, index, length, mark);
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length, String replyTo) {
        return bus.isMute() || destination.publish(source, index, length, replyTo);
    }

    @Override
    public boolean isCongested() {
        return destination.isCongested();
    }

    @Override
    public void whenRelieved(ShardExecutor shard, Runnable task) {
        destination.whenRelieved(shard, task);
    }
}
