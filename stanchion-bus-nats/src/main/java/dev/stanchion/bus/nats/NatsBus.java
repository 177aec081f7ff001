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
import dev.stanchion.nats.link.LinkWait;
import dev.stanchion.nats.link.PeerInfo;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.nats.loop.LoopThread;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.loop.TurnLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's bus on an external NATS cluster, see the package. Safe for use by many threads;
 * {@link #open}, {@link #awaitSubscribed} and {@link #close} block, so a loop must not call them.
 */
public final class NatsBus implements Bus, AutoCloseable {
    private static final int SECRET_LENGTH = 22;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LinkOptions options;
    private final LinkLog log = new LinkLog();
    private final InboundLink inboundLink;
    private final List<OutboundLink> outboundLinks = new ArrayList<>();
    private volatile Runnable whenDisconnected = () -> {};

    /**
     * @param loops the loops of the engine's shards, in order; their server must be running
     * @param options the options of all links; each link's name begins with the name here
     */
    public NatsBus(List<? extends NatsLoop> loops, LinkOptions options, Entropy entropy) {
        this.options = options;
        this.inboundLink = new InboundLink(loops.getFirst(), entropy.token(SECRET_LENGTH));
        for (int i = 0; i < loops.size(); i++) {
            String name = options.name() + (i == 0 ? "-general" : "-send-" + i);
            LinkListener listener = i == 0 ? new OfInboundLink(log.of(name)) : log.of(name);
            outboundLinks.add(
                    new OutboundLink(
                            loops.get(i),
                            options.withName(name),
                            entropy.token(SECRET_LENGTH),
                            inboundLink,
                            listener));
        }
        inboundLink.use(first().link());
    }

    /** Tells others when the inbound link is lost, and has the other links go where it goes. */
    private final class OfInboundLink implements LinkListener {
        private final LinkListener listener;
        private boolean isMoving;

        OfInboundLink(LinkListener listener) {
            this.listener = listener;
        }

        @Override
        public void onUp(ServerAddress server, PeerInfo info, boolean again) {
            listener.onUp(server, info, again);
            if (isMoving) {
                isMoving = false;
                followTo(info.serverId());
            }
        }

        @Override
        public void onDown(ServerAddress server, String why) {
            listener.onDown(server, why);
            inboundLink.disconnected();
            whenDisconnected.run();
        }

        @Override
        public void onMove(ServerAddress from, ServerAddress to) {
            listener.onMove(from, to);
            isMoving = true;
        }

        @Override
        public void onComplaint(ServerAddress server, String text) {
            listener.onComplaint(server, text);
        }
    }

    /** If one nats-server carries all links, its loss costs one process and no other. */
    private void followTo(String serverId) {
        for (OutboundLink each : outboundLinks.subList(1, outboundLinks.size())) {
            each.execute(
                    () -> each.link().move(info -> info.serverId().equals(serverId), () -> true));
        }
    }

    /**
     * Connects.
     *
     * @throws LinkException if no server accepts the bus; then the bus is closed
     */
    public void open() {
        for (OutboundLink outboundLink : outboundLinks) {
            await(outboundLink.link().open());
        }
    }

    /**
     * Waits until the servers know all current subscriptions.
     *
     * @throws LinkException if a server refuses a subscription or does not answer
     */
    public void awaitSubscribed() {
        List<CompletableFuture<Void>> passed = new ArrayList<>();
        for (OutboundLink outboundLink : outboundLinks) {
            CompletableFuture<Void> each = new CompletableFuture<>();
            passed.add(each);
            outboundLink.execute(() -> outboundLink.link().fence(() -> each.complete(null)));
        }
        passed.forEach(this::await);
        log.denial()
                .ifPresent(text -> {
                    throw new LinkException("nats: " + text);
                });
    }

    private void await(CompletionStage<Void> stage) {
        LinkWait.await(stage, PATIENCE, options.servers());
    }

    /**
     * Returns the information of the server to which the inbound link is connected. The bus must be
     * open.
     */
    public PeerInfo info() {
        CompletableFuture<PeerInfo> info = new CompletableFuture<>();
        first().execute(() -> info.complete(first().link().info()));
        return info.join();
    }

    OutboundLink first() {
        return outboundLinks.getFirst();
    }

    List<OutboundLink> outboundLinks() {
        return outboundLinks;
    }

    OutboundLink outboundLink(ShardExecutor shard) {
        return outboundLinks.get(shard.index());
    }

    /** Returns the outbound link of the calling thread; null if the thread belongs to no shard. */
    @SuppressWarnings("ReferenceEquality") // loops are compared by identity
    @Nullable OutboundLink currentOutboundLink() {
        TurnLoop loop = LoopThread.currentLoop();
        if (loop == null || loop.index() >= outboundLinks.size()) {
            return null;
        }
        OutboundLink outboundLink = outboundLinks.get(loop.index());
        return outboundLink.loop() == loop ? outboundLink : null;
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        return inboundLink.subscribe(subject, handler);
    }

    @Override
    public String newInbox(Entropy entropy) {
        return inboundLink.newInbox(entropy.token(SECRET_LENGTH));
    }

    @Override
    public Destination destination(String subject) {
        return new NatsDestination(this, subject);
    }

    /** Returns false only on a shard, and only for a subject that the shard watches. */
    @Override
    public boolean mayHaveInterest(String subject) {
        OutboundLink outboundLink = currentOutboundLink();
        return outboundLink == null || !outboundLink.receivers().isAbsent(subject);
    }

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return outboundLink(shard).receivers().watch(subject, listener);
    }

    @Override
    public void tellUnheard(ShardExecutor shard, UnheardListener listener) {
        OutboundLink outboundLink = outboundLink(shard);
        outboundLink.execute(() -> outboundLink.tellUnheard(listener));
    }

    /** Returns whether what clients send can arrive now. Only on the first shard. */
    public boolean isConnected() {
        return first().link().isUp();
    }

    /** Names what runs, on the first shard, when what clients send cannot arrive any more. */
    public void whenDisconnected(Runnable task) {
        whenDisconnected = task;
    }

    /**
     * Returns the ID of the nats-server that the inbound link is connected to, or was last. Only on
     * the first shard.
     */
    public String serverId() {
        return first().link().info().serverId();
    }

    /**
     * Moves to a nats-server of the cluster that is none of some others, if there is one. What
     * clients send at this moment may be missed. Only on the first shard.
     *
     * @param occupied the IDs of the servers to leave out
     * @param isStillWanted asked at the last moment before the move
     */
    public void moveAwayFrom(Set<String> occupied, BooleanSupplier isStillWanted) {
        Set<String> leftOut = Set.copyOf(occupied);
        first().link().move(info -> !leftOut.contains(info.serverId()), isStillWanted);
    }

    /**
     * Closes all connections after the servers have processed all published messages. Idempotent.
     */
    @Override
    public void close() {
        LinkWait.awaitClosed(outboundLinks.stream().map(each -> each.link().close()).toList());
    }
}
