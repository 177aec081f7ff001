package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.UnheardListener;
import dev.stanchion.nats.link.LinkException;
import dev.stanchion.nats.link.LinkListener;
import dev.stanchion.nats.link.LinkOptions;
import dev.stanchion.nats.link.PeerInfo;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.nats.loop.LoopThread;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.loop.TurnLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The engine's bus on a NATS cluster of somebody else, see the package. Safe for use by many
 * threads; {@link #open}, {@link #awaitSubscribed} and {@link #close} block, and are not called on
 * a loop.
 */
public final class NatsBus implements Bus, AutoCloseable {
    private static final int SECRET_LENGTH = 22;
    private static final long PATIENCE_SECONDS = 30;
    private static final long CLOSE_SECONDS = 5;

    private final LinkOptions options;
    private final LinkLog log = new LinkLog();
    private final Inlet inlet;
    private final List<Outlet> outlets = new ArrayList<>();

    /**
     * @param loops the engine's shards, in order, of a server that runs
     * @param options of all links, whose names begin with the one here
     */
    public NatsBus(List<? extends NatsLoop> loops, LinkOptions options, Entropy entropy) {
        this.options = options;
        this.inlet = new Inlet(loops.getFirst(), entropy.token(SECRET_LENGTH));
        for (int i = 0; i < loops.size(); i++) {
            String name = options.name() + (i == 0 ? "-general" : "-send-" + i);
            LinkListener listener = i == 0 ? new OfInlet(log.of(name)) : log.of(name);
            outlets.add(
                    new Outlet(
                            loops.get(i),
                            options.withName(name),
                            entropy.token(SECRET_LENGTH),
                            inlet,
                            listener));
        }
        inlet.comeBy(first().link());
    }

    /** What comes in has to know when nothing comes any more. */
    private final class OfInlet implements LinkListener {
        private final LinkListener listener;

        OfInlet(LinkListener listener) {
            this.listener = listener;
        }

        @Override
        public void onUp(ServerAddress server, PeerInfo info, boolean again) {
            listener.onUp(server, info, again);
        }

        @Override
        public void onDown(ServerAddress server, String why) {
            listener.onDown(server, why);
            inlet.disconnected();
        }

        @Override
        public void onComplaint(ServerAddress server, String text) {
            listener.onComplaint(server, text);
        }
    }

    /**
     * Connects.
     *
     * @throws LinkException if no server lets it in; everything is closed then
     */
    public void open() {
        for (Outlet outlet : outlets) {
            await(outlet.link().open());
        }
    }

    /**
     * Waits until the servers know all subscriptions of now.
     *
     * @throws LinkException if a server says that something may not be done, or says nothing
     */
    public void awaitSubscribed() {
        List<CompletableFuture<Void>> passed = new ArrayList<>();
        for (Outlet outlet : outlets) {
            CompletableFuture<Void> each = new CompletableFuture<>();
            passed.add(each);
            outlet.execute(() -> outlet.link().fence(() -> each.complete(null)));
        }
        passed.forEach(this::await);
        log.denial()
                .ifPresent(text -> {
                    throw new LinkException("nats: " + text);
                });
    }

    private void await(CompletionStage<Void> stage) {
        try {
            stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LinkException why
                    ? why
                    : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new LinkException("nats: timeout: no answer of " + options.servers());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException("nats: interrupted while connecting to " + options.servers());
        }
    }

    /** Returns what the server says of itself that brings in what clients send; once it is open. */
    public PeerInfo info() {
        CompletableFuture<PeerInfo> info = new CompletableFuture<>();
        first().execute(() -> info.complete(first().link().info()));
        return info.join();
    }

    Outlet first() {
        return outlets.getFirst();
    }

    Outlet outlet(ShardExecutor shard) {
        return outlets.get(shard.index());
    }

    /** Returns the outlet of the calling thread; null if it is no shard's. */
    @SuppressWarnings("ReferenceEquality") // a loop is the object
    @Nullable Outlet currentOutlet() {
        TurnLoop loop = LoopThread.currentLoop();
        if (loop == null || loop.index() >= outlets.size()) {
            return null;
        }
        Outlet outlet = outlets.get(loop.index());
        return outlet.loop() == loop ? outlet : null;
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        return inlet.subscribe(subject, handler);
    }

    @Override
    public String newInbox(Entropy entropy) {
        return inlet.newInbox(entropy.token(SECRET_LENGTH));
    }

    @Override
    public Destination destination(String subject) {
        return new NatsDestination(this, subject);
    }

    /** Only a shard knows, and only of what it watches. */
    @Override
    public boolean mayHaveInterest(String subject) {
        Outlet outlet = currentOutlet();
        return outlet == null || !outlet.receivers().isAbsent(subject);
    }

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return outlet(shard).receivers().watch(subject, listener);
    }

    @Override
    public void tellUnheard(ShardExecutor shard, UnheardListener listener) {
        Outlet outlet = outlet(shard);
        outlet.execute(() -> outlet.tellUnheard(listener));
    }

    /** Ends all connections, once what was published has been worked off. Idempotent. */
    @Override
    public void close() {
        CompletableFuture<?>[] ended =
                outlets.stream()
                        .map(outlet -> outlet.link().close().toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ended).get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // the loops end next, and with them the connections
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
