package dev.stanchion.nats;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.inprocess.InProcess;
import dev.stanchion.nats.loop.NatsLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A server on a free port with clients that connect to it, all closed together. */
final class TestServer implements AutoCloseable {
    static final String CONNECT = "CONNECT {\"verbose\":false,\"pedantic\":false}\r\n";

    private final NatsServer server;
    private final InetSocketAddress address;
    private final List<RawClient> clients = new ArrayList<>();

    private TestServer(NatsServerOptions options, NatsSecurity security) {
        server = new NatsServer(options, security);
        server.start();
        address = server.listen();
    }

    static NatsServerOptions options() {
        return NatsServerOptions.defaults().withHost("127.0.0.1").withPort(0).withLoops(2);
    }

    static TestServer start(NatsServerOptions options) {
        return new TestServer(options, NatsSecurity.NONE);
    }

    static TestServer start(NatsSecurity security) {
        return new TestServer(options(), security);
    }

    NatsServer server() {
        return server;
    }

    InProcess inProcess() {
        return server.inProcess();
    }

    NatsLoop loop(int index) {
        return server.loops().get(index);
    }

    InetSocketAddress address() {
        return address;
    }

    /** Connects; consecutive clients are on different loops. */
    RawClient client() throws IOException {
        return adopt(RawClient.connect(address));
    }

    /** Connects with little room in its socket for what it does not read. */
    RawClient slowClient() throws IOException {
        return adopt(RawClient.connectWithBuffer(address, 16 * 1024));
    }

    private RawClient adopt(RawClient client) throws IOException {
        clients.add(client);
        client.send(CONNECT);
        client.flush();
        return client;
    }

    /** Runs something on a loop and waits for its result. */
    static <T> T on(NatsLoop loop, Supplier<T> action) {
        var result = new CompletableFuture<T>();
        loop.execute(() -> {
            try {
                result.complete(action.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return await(result);
    }

    static <T> T await(CompletableFuture<T> result) {
        try {
            return result.get(5, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }
}
