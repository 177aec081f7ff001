package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.UnheardListener;
import dev.stanchion.engine.spi.UnheardSubjects;

/**
 * The bus of a process that is a witness: an engine gets the messages of clients from the {@link
 * Witness}, which keeps them while there is no engine. Safe for use by many threads, like the bus;
 * the subjects of clients are subscribed to on the first shard.
 */
public final class WitnessBus implements Bus {
    private final Bus bus;
    private final Witness witness;
    private final String discovery;

    /**
     * @param discovery the subject on which clients connect
     */
    public WitnessBus(Bus bus, Witness witness, String discovery) {
        this.bus = bus;
        this.witness = witness;
        this.discovery = discovery;
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        Registration attached = witness.attach(subject, handler);
        return attached == null ? bus.subscribe(subject, handler) : attached;
    }

    @Override
    public String newInbox(Entropy entropy) {
        return bus.newInbox(entropy);
    }

    @Override
    public Destination destination(String subject) {
        return new WitnessedDestination(bus.destination(subject), witness);
    }

    /**
     * Returns false for the subject on which clients connect if an active server was there before
     * this one. Then the lock says that this process is alone, and those who listen there follow.
     */
    @Override
    public boolean mayHaveInterest(String subject) {
        return !(witness.isFollowingSomebody() && subject.equals(discovery))
                && bus.mayHaveInterest(subject);
    }

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return bus.watchInterest(subject, shard, listener);
    }

    @Override
    public void tellUnheard(ShardExecutor shard, UnheardListener listener) {
        bus.tellUnheard(shard, listener);
    }

    @Override
    public void takeUnheard(ShardExecutor shard, UnheardSubjects listener) {
        bus.takeUnheard(shard, listener);
    }
}
