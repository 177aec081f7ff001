package dev.stanchion.server;

import dev.stanchion.engine.EngineStartException;
import dev.stanchion.engine.StartListener;
import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.server.embedded.SecureEntropy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One term of activity: a store, an engine on it, and the doors for clients. A server without a
 * group has one term, as long as it runs. The doors open last, because a client that reaches them
 * expects the streaming subjects to be served ({@code spec/streaming.md} 1.6).
 *
 * <p>Its methods block, so a loop must not call them. One thread at a time, except {@link #engine}.
 */
final class Term {
    private static final Logger LOG = LoggerFactory.getLogger(Term.class);
    private static final long CLOSE_SECONDS = 10;

    private final PoliciesOfServer policies;
    private final StartupLog log;
    private final Doors doors;
    private final Store store;
    private final StreamingEngine engine;
    private final Runnable onServing;
    private final Consumer<StoreException> onLost;
    private Consumer<StreamingEngine> beforeClients = engine -> {};
    private boolean hasBegun;

    /**
     * @param onServing run on the first shard as soon as the engine takes requests
     * @param onLost told on the first shard when another server has taken the store over
     */
    Term(
            ServerOptions options,
            PoliciesOfServer policies,
            StartupLog log,
            Doors doors,
            Bus bus,
            List<? extends ShardExecutor> shards,
            Store store,
            Runnable onServing,
            Consumer<StoreException> onLost) {
        this.onServing = onServing;
        this.onLost = onLost;
        this.policies = policies;
        this.log = log;
        this.doors = doors;
        this.store = store;
        this.engine =
                new StreamingEngine(
                        EngineSettings.of(
                                options, policies.current(), shards.size(), doors.external()),
                        bus,
                        store,
                        shards,
                        new SecureEntropy());
    }

    /** Tells somebody of the engine when it takes requests and no client can connect yet. */
    void beforeClients(Consumer<StreamingEngine> listener) {
        beforeClients = listener;
    }

    /** Recovers the state, serves it, and lets clients come. Returns the port for clients. */
    int begin() {
        log.recovering();
        hasBegun = true;
        startAndWait();
        policies.serve(engine);
        beforeClients.accept(engine);
        log.storeIsReady(store.type());
        int port = doors.open();
        doors.tellReady(port, store.type());
        return port;
    }

    StreamingEngine engine() {
        return engine;
    }

    private void startAndWait() {
        CompletableFuture<Optional<RuntimeException>> ended = new CompletableFuture<>();
        engine.start(
                new StartListener() {
                    @Override
                    public void ready() {
                        onServing.run();
                        ended.complete(Optional.empty());
                    }

                    @Override
                    public void failed(StoreException why) {
                        ended.complete(Optional.of(why));
                    }

                    @Override
                    public void refused(EngineStartException why) {
                        ended.complete(Optional.of(why));
                    }

                    @Override
                    public void lost(StoreException why) {
                        onLost.accept(why);
                    }
                });
        ended.join().ifPresent(Term::rethrow);
    }

    private static void rethrow(RuntimeException why) {
        throw why;
    }

    /** Ends the engine: what was published is stored and acknowledged, if that is possible. */
    void closeEngine() {
        if (!hasBegun) {
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        engine.close(done::countDown);
        try {
            if (!done.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The streaming engine did not stop within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes everything and closes the store. The engine must have ended. */
    void closeStore() {
        store.close();
    }
}
