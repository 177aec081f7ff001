package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.forwarding.ForwardingStore;
import org.jspecify.annotations.Nullable;

/**
 * The store of a term, around any other. Before a channel is used, it reads which messages the last
 * active has stored without telling. Safe for use by many shards, each with its own channels.
 */
final class WitnessedStore extends ForwardingStore {
    private final TermWitness term;
    private final @Nullable GuidJournal journal;

    /**
     * @param journal null if the store itself knows the guids of its newest messages
     */
    WitnessedStore(Store store, TermWitness term, @Nullable GuidJournal journal) {
        super(store);
        this.term = term;
        this.journal = journal;
    }

    @Override
    public RecoveredState recover() {
        RecoveredState recovered = store.recover();
        recovered.server().ifPresent(server -> term.requestToken(server.requestToken()));
        return recovered;
    }

    @Override
    public void initialize(ServerRecord server) {
        store.initialize(server);
        term.requestToken(server.requestToken());
    }

    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        ShardWitness witness = term.of(owner);
        Insertions insertions = new Insertions(listener, witness);
        store.openChannel(
                name,
                limits,
                owner,
                insertions,
                Outcome.of(
                        opened -> learn(name, opened, witness, insertions, outcome),
                        outcome::failed));
    }

    private void learn(
            String name,
            ChannelStore opened,
            ShardWitness witness,
            Insertions insertions,
            Outcome<ChannelStore> outcome) {
        long floor = term.inheritance().floorOf(name);
        ChannelLog log = opened.messages();
        Outcome<long[]> found =
                Outcome.of(
                        hashes -> {
                            long seed = Fingerprint.seed(name);
                            for (long hash : hashes) {
                                witness.learn(Fingerprint.of(seed, hash));
                            }
                            outcome.succeeded(
                                    new ChannelStore(
                                            new WitnessedLog(
                                                    log, witness, name, journal, insertions),
                                            opened.subscriptions()));
                        },
                        outcome::failed);
        if (floor >= log.lastSequence()) {
            found.succeeded(new long[0]);
        } else if (journal == null) {
            log.guidHashesBehind(floor, found);
        } else {
            found.succeeded(journal.guidHashes(Fingerprint.seed(name), floor, log.lastSequence()));
        }
    }
}
