package dev.stanchion.simulation.bus;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.UnheardListener;
import dev.stanchion.engine.spi.UnheardSubjects;
import io.netty.buffer.ByteBuf;

/** The bus of one process. Once the process has lost it, nothing that it says is heard. */
public final class DetachableBus implements Bus {
    private final Bus bus;
    private boolean isDetached;

    public DetachableBus(Bus bus) {
        this.bus = bus;
    }

    /** Takes the bus away from the process, whose registrations have ended. */
    public void detach() {
        isDetached = true;
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        return isDetached ? () -> {} : new OfBus(bus.subscribe(subject, handler));
    }

    @Override
    public String newInbox(Entropy entropy) {
        return bus.newInbox(entropy);
    }

    @Override
    public Destination destination(String subject) {
        return new OwnDestination(bus.destination(subject));
    }

    @Override
    public boolean mayHaveInterest(String subject) {
        return isDetached || bus.mayHaveInterest(subject);
    }

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return isDetached ? () -> {} : new OfBus(bus.watchInterest(subject, shard, listener));
    }

    @Override
    public void tellUnheard(ShardExecutor shard, UnheardListener listener) {
        if (!isDetached) {
            bus.tellUnheard(shard, listener);
        }
    }

    @Override
    public void takeUnheard(ShardExecutor shard, UnheardSubjects listener) {
        if (!isDetached) {
            bus.takeUnheard(shard, listener);
        }
    }

    /** A registration that has ended with the attachment. */
    private final class OfBus implements Registration {
        private final Registration registration;

        OfBus(Registration registration) {
            this.registration = registration;
        }

        @Override
        public void close() {
            if (!isDetached) {
                registration.close();
            }
        }
    }

    private final class OwnDestination implements Destination {
        private final Destination destination;

        OwnDestination(Destination destination) {
            this.destination = destination;
        }

        @Override
        public String subject() {
            return destination.subject();
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length) {
            return isDetached || destination.publish(source, index, length);
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length, long mark) {
            return isDetached || destination.publish(source, index, length, mark);
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length, String replyTo) {
            return isDetached || destination.publish(source, index, length, replyTo);
        }

        @Override
        public boolean isCongested() {
            return !isDetached && destination.isCongested();
        }

        @Override
        public void whenRelieved(ShardExecutor shard, Runnable task) {
            if (!isDetached) {
                destination.whenRelieved(shard, task);
            }
        }
    }
}
