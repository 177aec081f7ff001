package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.kit.bus.BusContract;
import dev.stanchion.kit.bus.BusPeer;
import dev.stanchion.kit.bus.SocketPeer;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.link.LinkOptions;
import dev.stanchion.nats.link.ServerAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The bus on a server on this machine. */
final class ExternalFixture implements BusContract.Fixture {
    private final NatsServer loops =
            new NatsServer(NatsServerOptions.defaults().withHost("127.0.0.1").withLoops(2));
    private final InetSocketAddress address;
    private final NatsBus bus;

    /** Clients connect to the first server. */
    ExternalFixture(String urls) {
        List<ServerAddress> servers = ServerAddress.parse(urls);
        address = new InetSocketAddress(servers.getFirst().host(), servers.getFirst().port());
        loops.start();
        bus = new NatsBus(loops.loops(), LinkOptions.of(servers, "_NSS-test", "1"), entropy());
        bus.open();
    }

    private static Entropy entropy() {
        SecureRandom random = new SecureRandom();
        return length ->
                random.ints(length, 'A', 'Z' + 1)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
    }

    @Override
    public Bus bus() {
        return bus;
    }

    @Override
    public List<LoopShard> shards() {
        return loops.loops().stream().map(loop -> new LoopShard(loop, Clock.systemUTC())).toList();
    }

    @Override
    public BusPeer connect() {
        return SocketPeer.connect(address);
    }

    @Override
    public void awaitSubscribed() {
        bus.awaitSubscribed();
    }

    @Override
    public boolean asksWhoListens() {
        return bus.info().isAtLeast(2, 11);
    }

    @Override
    public void close() {
        bus.close();
        loops.close();
    }
}
