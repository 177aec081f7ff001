package dev.stanchion.test;

import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.server.Harness;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.test.event.EventLog;
import dev.stanchion.test.store.StoreFaults;
import dev.stanchion.test.store.WatchedStore;
import dev.stanchion.test.wire.Conversation;
import dev.stanchion.test.wire.WatchedBus;
import org.jspecify.annotations.Nullable;

/** One run of the server of a test broker, with what the test has around it. */
final class RunningBroker {
    private final StanchionServer server;
    private final Parts parts;

    private RunningBroker(StanchionServer server, Parts parts) {
        this.server = server;
        this.parts = parts;
    }

    /** Takes the parts of the server as it starts. */
    private static final class Parts implements Harness {
        private final ServerOptions options;
        private final Conversation conversation;
        private final StoreFaults faults;
        private final EventLog events;
        private volatile @Nullable WatchedBus bus;
        private volatile @Nullable StreamingEngine engine;

        Parts(
                ServerOptions options,
                Conversation conversation,
                StoreFaults faults,
                EventLog events) {
            this.options = options;
            this.conversation = conversation;
            this.faults = faults;
            this.events = events;
        }

        @Override
        public Bus around(Bus inner) {
            WatchedBus watched =
                    new WatchedBus(
                            inner, options.discoverPrefix(), options.clusterId(), conversation);
            bus = watched;
            return watched;
        }

        @Override
        public Store around(Store inner) {
            return new WatchedStore(inner, faults, events, conversation::ended);
        }

        @Override
        public void serving(StreamingEngine served) {
            engine = served;
        }
    }

    /**
     * Starts a server.
     *
     * @throws dev.stanchion.server.StartException if it cannot start
     */
    static RunningBroker start(
            ServerOptions options,
            Store store,
            Conversation conversation,
            StoreFaults faults,
            EventLog events) {
        Parts parts = new Parts(options, conversation, faults, events);
        return new RunningBroker(StanchionServer.start(options, store, parts), parts);
    }

    /** Returns the port of the server itself, behind the one of the test broker. */
    int port() {
        return server.port();
    }

    int monitoringPort() {
        return server.monitoringPort();
    }

    StreamingEngine engine() {
        StreamingEngine engine = parts.engine;
        if (engine == null) {
            throw new IllegalStateException("the broker is not serving");
        }
        return engine;
    }

    /** Returns whether nobody listens on a subject. */
    boolean isUnheard(String subject) {
        WatchedBus bus = parts.bus;
        return bus == null || !bus.mayHaveInterest(subject);
    }

    /** Lets nothing through to clients or from them any more. */
    void mute() {
        WatchedBus bus = parts.bus;
        if (bus != null) {
            bus.mute();
        }
    }

    void stop() {
        server.close();
    }
}
