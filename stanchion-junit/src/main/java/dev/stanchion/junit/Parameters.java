package dev.stanchion.junit;

import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.test.TestBroker;
import dev.stanchion.test.time.TestClock;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** What test methods can take. Stateless. */
final class Parameters {
    private Parameters() {}

    static boolean areSupported(ParameterContext parameter) {
        Class<?> type = parameter.getParameter().getType();
        if (type == String.class || type == URI.class) {
            return parameter.isAnnotated(BrokerUrl.class);
        }
        return type == TestBroker.class
                || type == TestClock.class
                || type == StreamingConnection.class
                || type == StreamingClient.class
                || type == Connection.class;
    }

    static Object resolve(
            ParameterContext parameter, TestBroker broker, ExtensionContext.Store store) {
        Class<?> type = parameter.getParameter().getType();
        if (type == TestBroker.class) {
            return broker;
        }
        if (type == TestClock.class) {
            return broker.clock();
        }
        if (type == String.class) {
            return broker.url();
        }
        if (type == URI.class) {
            return URI.create(broker.url());
        }
        if (type == Connection.class) {
            return connected(broker, store);
        }
        String clientId =
                parameter
                        .findAnnotation(Client.class)
                        .map(Client::value)
                        .orElseGet(() -> "test-" + UUID.randomUUID().toString().substring(0, 8));
        return type == StreamingClient.class
                ? broker.streamingClient(clientId)
                : broker.connect(clientId);
    }

    private static Connection connected(TestBroker broker, ExtensionContext.Store store) {
        try {
            Connection connection =
                    Nats.connect(Options.builder().server(broker.url()).maxReconnects(0).build());
            KeptConnection kept = new KeptConnection(connection);
            store.put(kept, kept);
            return connection;
        } catch (IOException e) {
            throw new ParameterResolutionException(
                    "no connection to " + broker.url() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("interrupted while connecting", e);
        }
    }

    /** A connection that JUnit closes after the method. */
    @SuppressWarnings("deprecation") // JUnit 5.12 closes nothing else
    private record KeptConnection(Connection connection)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            try {
                connection.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
