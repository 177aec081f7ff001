package dev.stanchion.conformance.server;

import dev.stanchion.conformance.peer.NatsPeer;
import dev.stanchion.conformance.peer.Publishing;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.protocol.Refusal;
import dev.stanchion.protocol.RequestSubjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server as one test sees it: with channels and client IDs that no other test uses, and with
 * connections that end with the test. The process behind it is shared.
 */
public sealed class ServerUnderTest implements AutoCloseable permits PersistentServer {
    private volatile RunningServer running;
    private final String testName;
    private final AtomicInteger lastName = new AtomicInteger();
    private @Nullable StanPeer watcher;
    private final Queue<NatsPeer> connections = new ConcurrentLinkedQueue<>();

    /**
     * Makes a test's view.
     *
     * @param testName a channel token and client ID that no other test on this server has
     */
    public ServerUnderTest(RunningServer running, String testName) {
        this.running = running;
        this.testName = testName;
    }

    RunningServer running() {
        return running;
    }

    /** From now on it is another that clients connect to. */
    void goesOnWith(RunningServer successor) {
        running = successor;
    }

    /** Returns all that the test has asked for. */
    Stream<NatsPeer> connections() {
        return connections.stream();
    }

    public RequestSubjects subjects() {
        return running.subjects();
    }

    /** Returns a connection of its own, closed when the test ends. */
    public NatsPeer nats() {
        try {
            NatsPeer nats = running.connects();
            connections.add(nats);
            return nats;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns a client of a new ID, connected on a connection of its own. */
    public StanPeer client() {
        return stranger().connects();
    }

    /** Returns a client that is not connected yet. */
    public StanPeer stranger() {
        return stranger(newName());
    }

    public StanPeer stranger(String clientId) {
        return stranger(nats(), clientId);
    }

    /** Returns a client that shares a NATS connection with others. */
    public StanPeer stranger(NatsPeer nats, String clientId) {
        return new StanPeer(nats, running.subjects(), clientId);
    }

    /** Returns a second instance of a client: same ID, everything else its own. */
    public StanPeer twinOf(StanPeer client) {
        return stranger(client.id());
    }

    /** Returns an unused name for a channel or client. */
    public String newName() {
        return testName + "-" + lastName.incrementAndGet();
    }

    /** Asks without creating it: an unsubscribe request is refused differently if it exists. */
    public boolean hasChannel(String channel) {
        String error = watcher().unsubscribes(channel, NatsPeer.newInbox());
        return !error.equals(Refusal.UNKNOWN_CHANNEL.text());
    }

    /**
     * Asks by publishing in the client's name, which, unlike a ping, changes nothing about its
     * heartbeats.
     */
    public boolean hasClient(StanPeer client) {
        StanPeer same = client.over(watcher().nats());
        Publishing message = same.message(newName(), "anybody?");
        return same.asksToPublish(message).error().isEmpty();
    }

    private StanPeer watcher() {
        StanPeer present = watcher;
        if (present == null) {
            present = stranger();
            watcher = present;
        }
        return present;
    }

    /**
     * Returns when one second has passed for the server's redelivery timers too: whatever was
     * delivered before with an ack wait of 1 s is overdue.
     */
    public void letsAckWaitPass() {
        StanPeer client = client();
        String channel = newName();
        Subscriber clock = client.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        client.publishes(channel, "tick");
        clock.awaitsNew(1);
        clock.awaitsAgain(1);
        clock.unsubscribes();
    }

    @Override
    public void close() {
        connections.forEach(NatsPeer::close);
    }
}
