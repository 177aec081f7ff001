package dev.stanchion.server.embedded;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.nats.inprocess.InProcess;
import dev.stanchion.nats.loop.NatsLoop;
import java.util.List;

/** The embedded router as the engine's bus. Safe for use by many threads. */
public final class RouterBus implements Bus {
    private final InProcess messaging;
    private final List<NatsLoop> loops;
    private final RoutedViews views = new RoutedViews();

    /**
     * @param loops of the same server, which are the engine's shards, in order
     */
    public RouterBus(InProcess messaging, List<NatsLoop> loops) {
        this.messaging = messaging;
        this.loops = List.copyOf(loops);
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        return messaging.subscribe(subject, message -> handler.onMessage(views.of(message)))::close;
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
