package dev.stanchion.test.wire;

import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.test.wire.Conversation.Fate;
import io.netty.buffer.ByteBuf;
import java.util.function.BooleanSupplier;

/** A destination whose messages are read, and go wrong when a test wants that. */
record WatchedDestination(Destination destination, WatchedBus bus, Conversation conversation)
        implements Destination {
    @Override
    public String subject() {
        return destination.subject();
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length) {
        return send(source, index, length, () -> destination.publish(source, index, length));
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length, long mark) {
        return send(source, index, length, () -> destination.publish(source, index, length, mark));
    }

    private boolean send(ByteBuf source, int index, int length, BooleanSupplier sending) {
        if (bus.isMute()) {
            return true;
        }
        Fate fate = conversation.leaving(subject(), source, index, length);
        if (fate == Fate.IS_LOST) {
            return true; // the engine believes that it was sent
        }
        boolean isHeard = sending.getAsBoolean();
        if (fate == Fate.IS_SENT_TWICE) {
            destination.publish(source, index, length);
        }
        if (!isHeard) {
            conversation.unheard(subject());
        }
        return isHeard;
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length, String replyTo) {
        if (bus.isMute()) {
            return true;
        }
        if (bus.isForAnswers(replyTo)) {
            conversation.asked(subject(), replyTo);
        }
        return destination.publish(source, index, length, replyTo);
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
