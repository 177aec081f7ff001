package dev.stanchion.nats.conformance;

import dev.stanchion.nats.LeaksFail;
import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.websocket.WebSocketOptions;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract against the embedded server, or against the one of {@link RealServer}. */
@ExtendWith(LeaksFail.class)
class WebSocketIT extends WebSocketContract {
    private static final WebSocketOptions OPTIONS =
            WebSocketOptions.onPort(0).withHost("127.0.0.1");

    @Override
    protected WebSocketServer start() {
        return start("", OPTIONS);
    }

    @Override
    protected WebSocketServer startForSameOrigin() {
        return start("same_origin: true", OPTIONS.withOrigins(true, List.of()));
    }

    @Override
    protected WebSocketServer startForTicketsDev() {
        return start(
                "allowed_origins: [\"https://tickets.dev\"]",
                OPTIONS.withOrigins(false, List.of("https://tickets.dev")));
    }

    @Override
    protected WebSocketServer startCompressing() {
        return start("compression: true", OPTIONS.withCompression(true));
    }

    @Override
    protected WebSocketServer startWithToken() {
        if (RealServer.isGiven()) {
            return real("authorization { token: tok }\n", "");
        }
        return new Embedded(
                OPTIONS,
                NatsSecurity.NONE.withAuthentication(Authentication.NONE.withToken("tok")));
    }

    private static WebSocketServer start(String configuration, WebSocketOptions options) {
        return RealServer.isGiven()
                ? real("", configuration)
                : new Embedded(options, NatsSecurity.NONE);
    }

    private static WebSocketServer real(String configuration, String webSocketConfiguration) {
        RealServer server = RealServer.start(configuration, webSocketConfiguration);
        return new WebSocketServer() {
            @Override
            public InetSocketAddress webSocketAddress() {
                return server.webSocketAddress();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    private static final class Embedded implements WebSocketServer {
        private final NatsServer server;
        private final InetSocketAddress address;

        Embedded(WebSocketOptions options, NatsSecurity security) {
            server =
                    new NatsServer(
                            NatsServerOptions.defaults()
                                    .withHost("127.0.0.1")
                                    .withPort(0)
                                    .withLoops(2),
                            security);
            server.start();
            address = server.listenForWebSockets(options);
        }

        @Override
        public InetSocketAddress webSocketAddress() {
            return address;
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
