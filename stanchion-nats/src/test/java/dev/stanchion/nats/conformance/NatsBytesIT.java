package dev.stanchion.nats.conformance;

import dev.stanchion.nats.LeaksFail;
import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.auth.Authentication;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract against the embedded server; against the nats-server whose binary the system
 * property {@code nats.conformance.server} names ({@link RealServer}); or against one that runs
 * already, if the system property {@code nats.conformance.K0} (… {@code K9}) has its {@code
 * host:port}.
 */
@ExtendWith(LeaksFail.class)
class NatsBytesIT extends NatsBytesContract {
    private static final String PROPERTY = "nats.conformance.";
    private static final String BCRYPT =
            "$2a$04$Q.CgCP2Sl9pkcTXEZHazaeMwPaAkSHk7AI51HkyMt5iJQQyUA4qxq";
    private static final boolean EXTERNAL =
            System.getProperties().stringPropertyNames().stream()
                    .anyMatch(name -> name.startsWith(PROPERTY));

    @Override
    protected RunningServer start(Fixture fixture) {
        if (RealServer.isGiven()) {
            return real(fixture);
        }
        return EXTERNAL
                ? external(fixture)
                : new Embedded(optionsFor(fixture), securityFor(fixture));
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

    private static RunningServer real(Fixture fixture) {
        RealServer server = RealServer.start(configurationFor(fixture), "");
        return new RunningServer() {
            @Override
            public InetSocketAddress address() {
                return server.address();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    private static String configurationFor(Fixture fixture) {
        return switch (fixture) {
            case K0 -> "";
            case K1 -> "authorization { user: u, password: p }";
            case K2 -> "authorization { token: tok }";
            case K3 -> "authorization { user: derek, password: \"" + BCRYPT + "\" }";
            case K4 -> Users.K4_CONFIGURATION;
            case K5 -> "max_payload: 16\nmax_control_line: 64";
            case K6 -> "max_connections: 2";
            case K7 -> "ping_interval: \"1s\"\nping_max: 2";
            case K8 -> Users.K8_CONFIGURATION;
            case K9 -> "max_subscriptions: 2";
        };
    }

    private static NatsServerOptions optionsFor(Fixture fixture) {
        NatsServerOptions options =
                NatsServerOptions.defaults().withHost("127.0.0.1").withPort(0).withLoops(2);
        return switch (fixture) {
            case K0, K1, K2, K3, K4, K8 -> options;
            case K5 -> options.withMaxPayloadBytes(16).withMaxControlLineBytes(64);
            case K6 -> options.withMaxConnections(2);
            // The order of events is the same with a shorter interval.
            case K7 -> options.withPingInterval(Duration.ofMillis(200)).withPingMax(2);
            case K9 -> options.withMaxSubscriptions(2);
        };
    }

    private static NatsSecurity securityFor(Fixture fixture) {
        return NatsSecurity.NONE.withAuthentication(
                switch (fixture) {
                    case K0, K5, K6, K7, K9 -> Authentication.NONE;
                    case K1 -> Authentication.NONE.withUser("u", "p");
                    case K2 -> Authentication.NONE.withToken("tok");
                    case K3 -> Authentication.NONE.withUser("derek", BCRYPT);
                    case K4 -> Authentication.NONE.withUsers(Users.k4());
                    case K8 -> Authentication.NONE.withUsers(Users.k8()).withNoAuthUser("anon");
                });
    }

    private record External(InetSocketAddress address) implements RunningServer {
        @Override
        public void close() {}
    }

    private static final class Embedded implements RunningServer {
        private final NatsServer server;
        private final InetSocketAddress address;

        Embedded(NatsServerOptions options, NatsSecurity security) {
            server = new NatsServer(options, security);
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
