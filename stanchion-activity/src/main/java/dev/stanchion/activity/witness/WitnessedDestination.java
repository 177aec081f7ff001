package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;

/** A destination that sees the answers to clients leave. No allocation per message. */
final class WitnessedDestination implements Destination {
    private final Destination destination;
    private final Witness witness;

    /** A race is harmless: the subject is named twice. */
    private boolean hasAnswered;

    WitnessedDestination(Destination destination, Witness witness) {
        this.destination = destination;
        this.witness = witness;
    }

    @Override
    public String subject() {
        return destination.subject();
    }

    /** Publishes an answer; whatever is no answer has a mark or a reply subject. */
    @Override
    public boolean publish(ByteBuf source, int index, int length) {
        boolean isFirst = !hasAnswered;
        hasAnswered = true;
        TermWitness term = witness.term();
        if (term != null) {
            term.answers(isFirst, destination.subject(), source, index, length);
        }
        return destination.publish(source, index, length);
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length, long mark) {
        return destination.publish(source, index, length, mark);
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length, String replyTo) {
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
