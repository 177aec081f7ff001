package dev.stanchion.server.embedded;

import dev.stanchion.bus.nats.LoopShard;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.kit.bus.BusContract;
import dev.stanchion.kit.bus.BusPeer;
import dev.stanchion.kit.bus.SocketPeer;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;

/** The embedded router as a bus. */
class RouterBusIT extends BusContract {
    @Override
    protected Fixture open() {
        NatsServer server =
                new NatsServer(
                        NatsServerOptions.defaults()
                                .withHost("127.0.0.1")
                                .withPort(0)
                                .withLoops(2));
        server.start();
        return new OnRouter(
                server, new RouterBus(server.inProcess(), server.loops()), server.listen());
    }

    /** The server with its bus. */
    private record OnRouter(NatsServer server, Bus bus, InetSocketAddress address)
            implements Fixture {
        @Override
        public List<LoopShard> shards() {
            return server.loops().stream()
                    .map(loop -> new LoopShard(loop, Clock.systemUTC()))
                    .toList();
        }

        @Override
        public BusPeer connect() {
            return SocketPeer.connect(address);
        }

        @Override
        public void awaitSubscribed() {} // they are effective at once

        @Override
        public void close() {
            server.close();
        }
    }
}
