package dev.stanchion.test;

import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.engine.StreamingEngine;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.test.event.BrokerEvent;
import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.event.EventLog;
import dev.stanchion.test.link.Link;
import dev.stanchion.test.link.LinkPort;
import dev.stanchion.test.look.ChannelView;
import dev.stanchion.test.look.ClientView;
import dev.stanchion.test.look.Expectation;
import dev.stanchion.test.look.PositionView;
import dev.stanchion.test.look.Questions;
import dev.stanchion.test.store.StoreFaults;
import dev.stanchion.test.store.StorePlace;
import dev.stanchion.test.time.SteeredTime;
import dev.stanchion.test.time.TestClock;
import dev.stanchion.test.wire.Attention;
import dev.stanchion.test.wire.ClientFaults;
import dev.stanchion.test.wire.Conversation;
import dev.stanchion.test.wire.Tallies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real broker in the test's process.
 *
 * <pre>{@code
 * try (TestBroker broker = TestBroker.start()) {
 *     StreamingConnection client = broker.connect("orders-1");
 *     …
 *     broker.clock().advance(Duration.ofSeconds(30));
 *     broker.group("tickets:created", "orders").awaitRedelivered(1);
 * }
 * }</pre>
 *
 * <p>Several brokers in one process share nothing. All faults end with {@link #heal}, {@link
 * #reset} and {@link #close}. Safe for use by many threads.
 */
public final class TestBroker implements AutoCloseable {
    private final TestBrokerOptions options;
    private final SteeredTime time;
    private final EventLog events;
    private final ClientFaults clientFaults = new ClientFaults();
    private final Tallies tallies = new Tallies();
    private final Attention attention = new Attention();
    private final Conversation conversation;
    private final StoreFaults storeFaults;
    private final StorePlace place;
    private final LinkPort port;
    private final TestClock clock;
    private final Questions questions;
    private final Deeds deeds;
    private final List<AutoCloseable> connections = new CopyOnWriteArrayList<>();
    private volatile RunningBroker running;
    private volatile boolean isClosed;

    private TestBroker(TestBrokerOptions options, LinkPort port) {
        this.options = options;
        this.port = port;
        this.time = new SteeredTime(options.time());
        this.events = new EventLog(time::elapsedNanos);
        this.conversation = new Conversation(events, clientFaults, tallies, attention);
        this.storeFaults = new StoreFaults(events);
        this.clock =
                new TestClock(
                        time, events, new Stillness(time, events, attention, this::cannotAnswer));
        this.questions = new Questions(this::engine, events, tallies, options.patience());
        this.deeds = new Deeds(questions);
        this.place =
                options.store() == StoreKind.FILE ? StorePlace.inFiles() : StorePlace.inMemory();
        try {
            this.running = run();
        } catch (RuntimeException e) {
            place.close();
            throw e;
        }
    }

    private StreamingEngine engine() {
        requireOpen();
        return running.engine();
    }

    /** Starts a broker with the default options. */
    public static TestBroker start() {
        return start(TestBrokerOptions.DEFAULT);
    }

    /**
     * Starts a broker; it is ready for clients when this returns.
     *
     * @throws dev.stanchion.test.link.PortTakenException if the port is in use
     * @throws dev.stanchion.server.ConfigurationException if an option cannot work
     */
    public static TestBroker start(TestBrokerOptions options) {
        LinkPort port = LinkPort.open(options.port());
        try {
            return new TestBroker(options, port);
        } catch (RuntimeException e) {
            port.close();
            throw e;
        }
    }

    /** Returns a builder of options, which also starts the broker. */
    public static TestBrokerOptions.Builder builder() {
        return TestBrokerOptions.builder();
    }

    private RunningBroker run() {
        ServerOptions.Builder builder =
                options.server()
                        .apply(ServerOptions.builder().eventLoops(1))
                        .clusterId(options.clusterId())
                        .serverName("stanchion-test-" + options.clusterId())
                        .host("127.0.0.1")
                        .port(0)
                        .time(time);
        ServerOptions server = builder.build();
        server =
                server.toBuilder()
                        .access(server.access().withAdvertise("127.0.0.1:" + port.port()))
                        .build();
        RunningBroker started =
                RunningBroker.start(server, place.open(), conversation, storeFaults, events);
        port.serve(started.port());
        events.add(Kind.BROKER, "the broker serves port " + port.port());
        return started;
    }

    /** Returns what clients connect to: {@code nats://127.0.0.1:41325}. */
    public String url() {
        return "nats://127.0.0.1:" + port.port();
    }

    /** Returns the port for clients. It stays the same over restarts. */
    public int port() {
        return port.port();
    }

    /** Returns the port of the HTTP pages; -1 unless the options have one. */
    public int monitoringPort() {
        return running.monitoringPort();
    }

    public String clusterId() {
        return options.clusterId();
    }

    /** Returns the broker's clock. */
    public TestClock clock() {
        return clock;
    }

    /**
     * Connects a client that recovers by itself, for instance after a restart of the broker. It is
     * closed with the broker or by a reset.
     */
    public StreamingClient streamingClient(String clientId) {
        StreamingClient connected =
                StreamingClient.builder(clusterId())
                        .url(url())
                        .clientId(ClientId.fixed(clientId))
                        .build();
        connections.add(connected);
        return connected;
    }

    /** Connects a client, which is closed with the broker or by a reset. */
    public StreamingConnection connect(String clientId) {
        StreamingConnection connected =
                StreamingConnection.connect(
                        ConnectOptions.builder(clusterId(), ClientId.fixed(clientId))
                                .url(url())
                                .build());
        connections.add(connected);
        return connected;
    }

    /**
     * Publishes a message as an operator does, without a client. It is stored when this returns.
     *
     * @param text becomes the data, as UTF-8
     * @return its sequence
     */
    public long publish(String channel, String text) {
        return deeds.publish(channel, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a channel, which may not exist yet. */
    public ChannelView channel(String name) {
        return new ChannelView(questions, name);
    }

    /** Returns a queue group of a channel, durable or not. */
    public PositionView group(String channel, String group) {
        return channel(channel).group(group);
    }

    /** Returns a durable of a client. */
    public PositionView durable(String channel, String clientId, String durable) {
        return channel(channel).durable(clientId, durable);
    }

    /** Returns the channels, in the order of their names. */
    public List<ChannelView> channels() {
        return questions.channelNames().stream().map(this::channel).toList();
    }

    /** Returns the registered clients. */
    public List<ClientView> clients() {
        return questions.clients().stream().map(ClientView::of).toList();
    }

    /** Waits until a client is registered and connected. */
    public void awaitClient(String clientId) {
        questions.await(connected(clientId));
    }

    /** Waits until a client is not registered any more. */
    public void awaitNoClient(String clientId) {
        questions.await(gone(clientId));
    }

    Expectation connected(String clientId) {
        return Expectation.of(
                "client %s to be connected".formatted(clientId),
                () ->
                        clients().stream()
                                .anyMatch(each ->
                                        each.clientId().equals(clientId) && each.isConnected()));
    }

    Expectation gone(String clientId) {
        return Expectation.of(
                "client %s to be gone".formatted(clientId),
                () -> clients().stream().noneMatch(each -> each.clientId().equals(clientId)));
    }

    Questions questions() {
        return questions;
    }

    /** Returns the newest events, the oldest first. */
    public List<BrokerEvent> events() {
        return events.all();
    }

    /** Returns the last events in one text, for a message of a failed assertion. */
    public String lastEvents() {
        return events.lastEvents();
    }

    /** Disturbs the connection of a client. The client must be connected when a fault begins. */
    public ConnectionFaults connection(String clientId) {
        return new ConnectionFaults(clientId, () -> linkOf(clientId), events);
    }

    private Link linkOf(String clientId) {
        return conversation
                .originOf(clientId)
                .flatMap(origin -> port.find(origin.description()))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "client %s has no connection; connected are: %s"
                                        .formatted(
                                                clientId,
                                                clients().stream()
                                                        .map(ClientView::clientId)
                                                        .toList())));
    }

    /** Lets messages of a client go wrong, which may connect later. */
    public MessageFaults client(String clientId) {
        return new MessageFaults(clientId, clientFaults, events);
    }

    /** Disturbs the network between the broker and all clients. */
    public NetworkFaults network() {
        return new NetworkFaults(port, events);
    }

    /** Lets the store fail. */
    public StoreFaults store() {
        return storeFaults;
    }

    /** Refuses connect requests with a client ID, until {@link #admit}. */
    public void refuse(String clientId) {
        clientFaults.refuse(clientId);
        events.add(Kind.FAULT, clientId, "", 0, "fault: client " + clientId + " is refused");
    }

    /** Takes {@link #refuse} back. */
    public void admit(String clientId) {
        clientFaults.admit(clientId);
        events.add(Kind.FAULT, clientId, "", 0, "fault: client " + clientId + " is admitted");
    }

    /** Ends all faults. */
    public void heal() {
        clientFaults.heal();
        storeFaults.heal();
        port.heal();
    }

    /**
     * Stops the broker and starts it again on the same port. Connections of clients end, and
     * clients that reconnect find it again. The clock goes on. A reset broker has no faults.
     *
     * @throws UnsupportedOperationException if the store cannot do that
     */
    public synchronized void restart(Restart how) {
        requireOpen();
        if (how == Restart.KEEP) {
            requireFiles("restart(KEEP)");
        }
        stop(how);
        running = run();
    }

    private void stop(Restart how) {
        events.add(Kind.BROKER, "the broker stops: restart(" + how + ")");
        storeFaults.heal();
        port.serve(LinkPort.NO_SERVER);
        if (how == Restart.KILL) {
            running.mute();
            port.cutAll();
            place.kill();
        }
        if (how == Restart.LOSE) {
            place.lose();
        }
        running.stop();
        port.cutAll();
        time.stopped();
        attention.clear();
    }

    private void requireFiles(String what) {
        if (!place.isInFiles()) {
            throw new UnsupportedOperationException(
                    what
                            + ": a store in memory keeps nothing over a restart; start the broker"
                            + " with store(StoreKind.FILE)");
        }
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("the test broker is closed");
        }
    }

    /**
     * Takes a copy of all that the broker keeps. The broker stops and starts for that, so
     * connections end.
     *
     * @throws UnsupportedOperationException if the store is in memory
     */
    public synchronized Snapshot snapshot() {
        requireOpen();
        requireFiles("snapshot()");
        stop(Restart.KEEP);
        Snapshot taken = new Snapshot(this, place.copy());
        running = run();
        return taken;
    }

    /**
     * Gives the broker the state of a snapshot. It stops and starts for that, so connections end.
     * The clock goes on.
     *
     * @throws IllegalArgumentException if the snapshot is another broker's
     */
    public synchronized void restore(Snapshot snapshot) {
        requireOpen();
        if (!snapshot.isOf(this)) {
            throw new IllegalArgumentException("restore: the snapshot is another broker's");
        }
        stop(Restart.KEEP);
        snapshot.files().ifPresentOrElse(place::restore, place::lose);
        running = run();
        tallies.clear();
    }

    /**
     * Empties the broker, as if it had just started: ends all faults, closes all clients, deletes
     * all channels, and forgets events and counts. The port stays, and the clock goes on.
     */
    public synchronized void reset() {
        requireOpen();
        heal();
        closeConnections();
        deeds.sweep();
        attention.clear();
        tallies.clear();
        events.clear();
        events.add(Kind.BROKER, "the broker is reset");
    }

    /**
     * Returns what a test has left behind: clients that are not closed, durables and groups that
     * are kept, messages in flight. Empty if there is nothing.
     */
    public List<String> leftovers() {
        List<String> found = new ArrayList<>();
        for (ClientView client : clients()) {
            found.add("client %s is not closed".formatted(client.clientId()));
        }
        for (String channel : questions.channelNames()) {
            questions.positions(channel).stream()
                    .map(state ->
                            "%s of %s is kept, with %d messages in flight"
                                    .formatted(state.key().text(), channel, state.pending()))
                    .forEach(found::add);
        }
        return found;
    }

    private boolean cannotAnswer(String heartbeatInbox) {
        return running.isUnheard(heartbeatInbox)
                || conversation
                        .clientOf(heartbeatInbox)
                        .flatMap(conversation::originOf)
                        .flatMap(origin -> port.find(origin.description()))
                        .map(Link::isSilent)
                        .orElse(false);
    }

    /** Closes the clients that the broker has connected. */
    public void closeConnections() {
        for (AutoCloseable connection : connections) {
            try {
                connection.close();
            } catch (Exception e) { // none of them throws
                throw new IllegalStateException("a client does not close: " + e.getMessage(), e);
            }
        }
        connections.clear();
    }

    /** Closes the clients that the broker has connected, and stops it. Idempotent. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        heal();
        closeConnections();
        try {
            running.stop();
        } finally {
            time.stopped();
            port.close();
            place.close();
        }
    }
}
