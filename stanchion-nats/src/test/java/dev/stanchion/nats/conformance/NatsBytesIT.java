package dev.stanchion.nats.conformance;

import dev.stanchion.nats.LeaksFail;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract against the embedded server; or against another one that runs already, if the system
 * property {@code nats.conformance.K0} (… {@code K9}) has its {@code host:port}.
 */
@ExtendWith(LeaksFail.class)
class NatsBytesIT extends NatsBytesContract {
    private static final String PROPERTY = "nats.conformance.";
    private static final boolean EXTERNAL =
            System.getProperties().stringPropertyNames().stream()
                    .anyMatch(name -> name.startsWith(PROPERTY));

    @Override
    protected RunningServer start(Fixture fixture) {
        return EXTERNAL ? external(fixture) : new Embedded(optionsFor(fixture));
    }

    private static RunningServer external(Fixture fixture) {
        String address = System.getProperty(PROPERTY + fixture);
        if (address == null) {
            throw new UnsupportedFixture("no " + PROPERTY + fixture + " is given");
        }
        int colon = address.lastIndexOf(':');
        return new External(
                new InetSocketAddress(
                        address.substring(0, colon),
                        Integer.parseInt(address.substring(colon + 1))));
    }

    private static NatsServerOptions optionsFor(Fixture fixture) {
        NatsServerOptions options =
                NatsServerOptions.defaults().withHost("127.0.0.1").withPort(0).withLoops(2);
        return switch (fixture) {
            case K0 -> options;
            case K5 -> options.withMaxPayloadBytes(16).withMaxControlLineBytes(64);
            case K6 -> options.withMaxConnections(2);
            // The order of events is the same with a shorter interval.
            case K7 -> options.withPingInterval(Duration.ofMillis(200)).withPingMax(2);
            case K9 -> options.withMaxSubscriptions(2);
        };
    }

    private record External(InetSocketAddress address) implements RunningServer {
        @Override
        public void close() {}
    }

    private static final class Embedded implements RunningServer {
        private final NatsServer server;
        private final InetSocketAddress address;

        Embedded(NatsServerOptions options) {
            server = new NatsServer(options);
            server.start();
            address = server.listen();
        }

        @Override
        public InetSocketAddress address() {
            return address;
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
