package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.kit.bus.BusContract;
import dev.stanchion.kit.bus.BusPeer;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** The bus on a server without tracing. Stanchion's own server announces such a version. */
@Tag("long")
class NatsBusOnOldServerIT extends BusContract {
    @Override
    protected Fixture open() {
        NatsServer server =
                new NatsServer(
                        NatsServerOptions.defaults()
                                .withHost("127.0.0.1")
                                .withPort(0)
                                .withLoops(1));
        server.start();
        int port = server.listen().getPort();
        return new OnServer(server, new ExternalFixture("nats://127.0.0.1:" + port));
    }

    /** The bus, and its server. */
    private record OnServer(NatsServer server, ExternalFixture attached) implements Fixture {
        @Override
        public Bus bus() {
            return attached.bus();
        }

        @Override
        public List<LoopShard> shards() {
            return attached.shards();
        }

        @Override
        public BusPeer connect() {
            return attached.connect();
        }

        @Override
        public void awaitSubscribed() {
            attached.awaitSubscribed();
        }

        @Override
        public boolean asksWhoListens() {
            return attached.asksWhoListens();
        }

        @Override
        public void close() {
            attached.close();
            server.close();
        }
    }
}
