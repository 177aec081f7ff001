package dev.stanchion.spring.boot;

import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server for the tests of one class. */
final class BrokerInProcess implements BeforeAllCallback, AfterAllCallback {
    static final String CLUSTER = "ticketing";

    private @Nullable StanchionServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = start(0);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Objects.requireNonNull(server).close();
    }

    static StanchionServer start(int port) {
        return StanchionServer.start(
                ServerOptions.builder().host("127.0.0.1").port(port).clusterId(CLUSTER).build());
    }

    String url() {
        return "nats://127.0.0.1:" + Objects.requireNonNull(server).port();
    }
}
