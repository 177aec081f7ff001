package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.kit.bus.BusContract;
import dev.stanchion.kit.bus.BusPeer;
import dev.stanchion.kit.bus.SocketPeer;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bus on one server of a cluster, and its clients on another. */
class NatsBusInClusterIT extends BusContract {
    @RegisterExtension private static final Programs PROGRAMS = new Programs();

    /** Servers before 2.11 cannot be asked who listens, and those before 2.10 have one route. */
    private static final int MINOR_VERSION = 11;

    @Override
    protected Fixture open() {
        NatsServer first = NatsServer.startForCluster(PROGRAMS);
        first.requireMinorVersion(MINOR_VERSION);
        NatsServer second = NatsServer.start(PROGRAMS, first.flagsOfNeighbour());
        second.awaitRoutes();
        return new Apart(new ExternalFixture(first.url()), second);
    }

    /** The bus, and the server of its clients. */
    private record Apart(ExternalFixture attached, NatsServer elsewhere) implements Fixture {
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
            return SocketPeer.connect(new InetSocketAddress("127.0.0.1", elsewhere.port()));
        }

        @Override
        public void awaitSubscribed() {
            attached.awaitSubscribed();
        }

        @Override
        public void close() {
            attached.close();
        }
    }
}
