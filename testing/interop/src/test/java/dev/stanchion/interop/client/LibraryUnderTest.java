package dev.stanchion.interop.client;

import dev.stanchion.interop.driver.Driver;
import dev.stanchion.kit.network.Proxy;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.wire.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A client library as one test sees it, with a server. The driver and the server are shared. The
 * names are the test's own, and everything that the test starts ends with it. For the thread of one
 * test.
 */
public final class LibraryUnderTest implements AutoCloseable {
    private final ClientLibrary library;
    private final Driver driver;
    private final Server server;
    private final Supplier<PolicyServer> policies;
    private final String testName;
    private final AtomicInteger lastName = new AtomicInteger();
    private final List<Runnable> endings = new ArrayList<>();

    /**
     * @param policies starts the server when a test needs it
     */
    LibraryUnderTest(
            ClientLibrary library,
            Driver driver,
            Server server,
            Supplier<PolicyServer> policies,
            String testName) {
        this.library = library;
        this.driver = driver;
        this.server = server;
        this.policies = policies;
        this.testName = testName;
    }

    public ClientLibrary library() {
        return library;
    }

    /** Returns the server that all tests share. */
    public Server server() {
        return server;
    }

    /** Returns an unused name for a channel or client. */
    public String newName() {
        return testName + "-" + lastName.incrementAndGet();
    }

    /** Returns how a client of a new ID connects to the shared server. */
    public Connecting connecting() {
        return connectingTo(server);
    }

    /** Returns how a client of a new ID connects to a server. */
    public Connecting connectingTo(Server other) {
        return Connecting.to(other.url(), Server.CLUSTER_ID, newName());
    }

    /** Connects a client of a new ID. */
    public Client connect() {
        return connect(connecting());
    }

    public Client connect(Connecting how) {
        return Client.connect(driver, newName(), how);
    }

    /** Returns the server with policies, which all tests share. */
    public PolicyServer policies() {
        return policies.get();
    }

    /** Connects a client of a new ID to the server with policies. */
    public Client connectToPolicies() {
        return connect(connectingTo(policies().server()));
    }

    /** Tries to connect and returns the text with which the library refuses. */
    public String refusalOf(Connecting how) {
        return Client.refusal(driver, newName(), how);
    }

    /** Connects in a driver process of its own, which the caller may kill. */
    public OwnProcess connectInAnOwnProcess(Connecting how) {
        Driver own = Driver.start(library.install());
        endings.add(own::close);
        return new OwnProcess(own, Client.connect(own, newName(), how));
    }

    /** Starts a server for this test alone, and says hello to it, which is slow the first time. */
    public Server startServer(String... flags) {
        var programs = new Programs();
        endings.add(programs::close);
        Server own = Server.start(programs, flags);
        try {
            RawClient.connect(own.address()).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return own;
    }

    /** Starts a network between clients and the shared server that can fail. */
    public Proxy startProxy() {
        Proxy proxy = Proxy.start(server.host(), server.port());
        endings.add(proxy::close);
        return proxy;
    }

    /**
     * Returns when one second has passed for the server's redelivery timers: whatever was delivered
     * before with an ack wait of one second is overdue.
     */
    public void letAckWaitPass() {
        Client client = connect();
        String channel = newName();
        Subscription clock =
                client.subscribe(Subscribing.to(channel).acknowledgingByHand().ackWaitSeconds(1));
        client.publish(channel, "tick");
        clock.await(2);
        client.close();
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
     * A client in a process of its own.
     *
     * @param driver the process
     */
    public record OwnProcess(Driver driver, Client client) {}
}
