package dev.stanchion.interop.core.client;

import dev.stanchion.interop.driver.Driver;
import dev.stanchion.kit.network.Proxy;
import dev.stanchion.kit.process.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A core client library as one test sees it. The driver and most servers are shared. The names are
 * the test's own, and everything that the test starts ends with it. For the thread of one test.
 */
public final class CoreLibraryUnderTest implements AutoCloseable {
    private final CoreLibrary library;
    private final Driver driver;
    private final CoreServers servers;
    private final String testName;
    private final AtomicInteger lastName = new AtomicInteger();
    private final List<Runnable> endings = new ArrayList<>();

    CoreLibraryUnderTest(CoreLibrary library, Driver driver, CoreServers servers, String testName) {
        this.library = library;
        this.driver = driver;
        this.servers = servers;
        this.testName = testName;
    }

    /** Returns an unused name for a subject or client. */
    public String newName() {
        return testName + "-" + lastName.incrementAndGet();
    }

    /** Returns how a client connects to a shared server, in this library's usual way. */
    public CoreConnecting connectingTo(Setup setup) {
        return connectingTo(servers.get(setup));
    }

    private CoreConnecting connectingTo(CoreServer server) {
        return CoreConnecting.to(library.isByWebSocket() ? server.webSocketUrl() : server.url());
    }

    /** Returns how a client connects to a shared server by WebSocket. */
    public CoreConnecting connectingByWebSocketTo(Setup setup) {
        return CoreConnecting.to(servers.get(setup).webSocketUrl());
    }

    /** Trusts the authority of the tests' servers. */
    public CoreConnecting trusting(CoreConnecting how) {
        return how.trusting(servers.certificates());
    }

    /** Shows a certificate of the authority of the tests' servers. */
    public CoreConnecting certified(CoreConnecting how) {
        return how.showing(servers.certificates());
    }

    /** Connects to a server where everybody may do everything. */
    public CoreClient connect() {
        return connect(connectingTo(Setup.OPEN));
    }

    public CoreClient connect(CoreConnecting how) {
        CoreClient client = CoreClient.connect(driver, newName(), how);
        endings.add(client::leave);
        return client;
    }

    /** Tries to connect, and returns the library's reason for the failure. */
    public String refusalOf(CoreConnecting how) {
        return CoreClient.refusal(driver, newName(), how);
    }

    /** Starts a network to the shared open server that can fail. */
    public Network startNetwork() {
        CoreServer server = servers.get(Setup.OPEN);
        int port = library.isByWebSocket() ? server.webSocketPort() : server.port();
        Proxy proxy = Proxy.start(server.host(), port);
        endings.add(proxy::close);
        String scheme = library.isByWebSocket() ? "ws" : "nats";
        return new Network(proxy, CoreConnecting.to(CoreServer.url(scheme, proxy.port())));
    }

    /** Starts an open server for this test alone. */
    public OwnServer startServer() {
        var programs = new Programs();
        endings.add(programs::close);
        return new OwnServer(programs, servers.startFor(programs, Setup.OPEN));
    }

    /**
     * Returns the requests of this test and the reports of its driver, for the report of a failure.
     */
    String transcript() {
        return driver.transcript(testName);
    }

    @Override
    public void close() {
        endings.reversed().forEach(Runnable::run);
    }

    /**
     * A network between clients and the shared open server.
     *
     * @param proxy cuts and restores it
     * @param connecting how a client connects through it
     */
    public record Network(Proxy proxy, CoreConnecting connecting) {}

    /** A server that one test may restart and send away. For one test's thread. */
    public final class OwnServer {
        private final Programs programs;
        private CoreServer server;

        private OwnServer(Programs programs, CoreServer server) {
            this.programs = programs;
            this.server = server;
        }

        /** Returns how a client connects to it. */
        public CoreConnecting connecting() {
            return connectingTo(server);
        }

        /** Ends it without a word, and starts it again on the same ports. */
        public void restart() {
            server.program().kill();
            server = servers.startAgainFor(programs, server);
        }

        /** Has it ask its clients to go elsewhere. */
        public void sendClientsAway() {
            server.program().lameDuck();
        }
    }
}
