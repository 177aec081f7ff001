package dev.stanchion.server;

import dev.stanchion.activity.Ending;
import dev.stanchion.activity.Service;
import dev.stanchion.activity.Tenure;
import dev.stanchion.activity.witness.TermWitness;
import dev.stanchion.activity.witness.Witness;
import dev.stanchion.engine.EngineStartException;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.nats.ListenException;
import dev.stanchion.nats.link.LinkException;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import dev.stanchion.server.term.TermBus;
import dev.stanchion.server.term.TermShard;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The terms of a server in a group, one after the other. Each has a store and an engine of its own.
 * Recovery and the end of a term block, so a thread of its own does them.
 *
 * <p>Called on the first shard. What the thread does is confined to that.
 */
final class TermsOfServer implements Service, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TermsOfServer.class);

    private final ServerOptions options;
    private final PoliciesOfServer policies;
    private final StartupLog log;
    private final Doors doors;
    private final Bus bus;
    private final List<? extends ShardExecutor> shards;
    private final Stores.OfGroup stores;
    private final Optional<Witness> witness;
    private final ObservedEngine observed;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "term"));

    /** The bus of the current term; the first shard's. */
    private @Nullable TermBus current;

    /** The current term; the thread's. */
    private @Nullable Running running;

    private record Running(Term term, TermBus bus, List<TermShard> shards) {}

    /**
     * @param bus of the process; that of the witness, if there is one
     * @param witness keeps what clients send while no term serves them
     */
    TermsOfServer(
            ServerOptions options,
            PoliciesOfServer policies,
            StartupLog log,
            Doors doors,
            Bus bus,
            List<? extends ShardExecutor> shards,
            Stores.OfGroup stores,
            Optional<Witness> witness,
            ObservedEngine observed) {
        this.options = options;
        this.policies = policies;
        this.log = log;
        this.doors = doors;
        this.bus = bus;
        this.shards = shards;
        this.stores = stores;
        this.witness = witness;
        this.observed = observed;
    }

    @Override
    public void begin(Tenure tenure, Progress progress) {
        TermBus ofTerm = new TermBus(bus);
        current = ofTerm;
        observed.recovering();
        Optional<TermWitness> ofWitness =
                witness.map(each -> each.beginTerm(tenure.epoch(), ofTerm, shards));
        thread.execute(() -> begin(tenure, ofTerm, ofWitness, progress));
    }

    private void begin(
            Tenure tenure, TermBus ofTerm, Optional<TermWitness> ofWitness, Progress progress) {
        try {
            List<TermShard> ofShards = shards.stream().map(TermShard::new).toList();
            Term term =
                    new Term(
                            options,
                            policies,
                            log,
                            doors,
                            ofTerm,
                            ofShards,
                            ofWitness
                                    .map(each -> each.around(stores.ofTerm(tenure), stores.guids()))
                                    .orElseGet(() -> stores.ofTerm(tenure)),
                            () -> witness.ifPresent(Witness::serve),
                            progress::lost);
            running = new Running(term, ofTerm, ofShards);
            term.begin();
            observed.ready(term.engine());
            progress.ready();
        } catch (StoreException e) {
            tell(e, progress);
        } catch (EngineStartException e) {
            if (e.mayPass()) {
                progress.notNow(e);
            } else {
                progress.never(e);
            }
        } catch (ListenException | LinkException e) {
            progress.notNow(e);
        } catch (RuntimeException e) {
            progress.never(e);
        }
    }

    private static void tell(StoreException why, Progress progress) {
        switch (why.kind()) {
            case FENCED -> progress.lost(why);
            case BUSY, IO -> progress.notNow(why);
            case CORRUPT, FULL, READ_ONLY -> progress.never(why);
        }
    }

    @Override
    public void end(Ending ending, Runnable ended) {
        TermBus silenced = current;
        if (ending == Ending.DEPOSED && silenced != null) {
            silenced.mute();
            witness.ifPresent(Witness::follow); // others answer now what arrives
        }
        current = null;
        observed.standby();
        thread.execute(() -> {
            end(ending);
            ended.run();
        });
    }

    private void end(Ending ending) {
        Running last = running;
        running = null;
        if (last == null) {
            return;
        }
        if (ending == Ending.DEPOSED) {
            quietly(doors::shut);
        }
        quietly(last.term::closeEngine);
        last.bus.close();
        last.shards.forEach(TermShard::end);
        if (ending == Ending.IN_ORDER) {
            quietly(doors::shut);
        }
        quietly(last.term::closeStore);
    }

    /** What fails at the end of a term must not keep the next one from beginning. */
    private static void quietly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("A term did not end in order", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        witness.ifPresent(each -> shards.getFirst().execute(each::close));
    }
}
