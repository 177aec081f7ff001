package dev.stanchion.server.embedded;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.UnheardSubjects;
import dev.stanchion.nats.inprocess.InProcess;
import dev.stanchion.nats.inprocess.InProcessHandler;
import dev.stanchion.nats.loop.NatsLoop;
import java.util.List;

/** The embedded router as the engine's bus. Safe for use by many threads. */
public final class RouterBus implements Bus {
    private final InProcess messaging;
    private final List<NatsLoop> loops;
    private final String answeredPrefix;
    private final RoutedViews views = new RoutedViews();

    /**
     * @param loops the loops of the same server, in order; they are the engine's shards
     */
    public RouterBus(InProcess messaging, List<NatsLoop> loops) {
        this(messaging, loops, "");
    }

    /**
     * As {@link #RouterBus(InProcess, List)}, for an engine that answers all messages to subjects
     * with this prefix. An empty token may follow; core NATS delivers such messages to nobody, so
     * their senders would wait in vain.
     */
    public RouterBus(InProcess messaging, List<NatsLoop> loops, String answeredPrefix) {
        this.messaging = messaging;
        this.loops = List.copyOf(loops);
        this.answeredPrefix = answeredPrefix;
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        InProcessHandler shown = message -> handler.onMessage(views.of(message));
        boolean answersAll =
                !answeredPrefix.isEmpty()
                        && subject.startsWith(answeredPrefix)
                        && subject.endsWith(".>");
        return answersAll
                ? messaging.subscribeLeniently(subject, shown)::close
                : messaging.subscribe(subject, shown)::close;
    }

    @Override
    public Destination destination(String subject) {
        return new RouterDestination(messaging, loops, subject);
    }

    @Override
    public boolean mayHaveInterest(String subject) {
        return messaging.hasInterest(subject);
    }

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return messaging.watchInterest(
                        subject, loops.get(shard.index()), new ToldByRouter(listener))
                ::close;
    }

    @Override
    public void takeUnheard(ShardExecutor shard, UnheardSubjects listener) {
        loops.get(shard.index())
                .takeUnheard((subject, publisher, connectionId) ->
                        listener.onUnheard(
                                subject,
                                publisher.remoteAddress() + " (cid " + connectionId + ")"));
    }

    private record ToldByRouter(InterestListener listener)
            implements dev.stanchion.nats.inprocess.InterestListener {
        @Override
        public void onPresent() {
            listener.onPresent();
        }

        @Override
        public void onAbsent() {
            listener.onAbsent();
        }
    }
}
