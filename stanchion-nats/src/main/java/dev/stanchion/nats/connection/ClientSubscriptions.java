package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.Receiver;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.MessageSource;
import dev.stanchion.nats.message.PendingBytes;
import dev.stanchion.nats.message.RoutedMessage;
import dev.stanchion.nats.permission.Rights;
import dev.stanchion.nats.routing.SubjectRouter;
import dev.stanchion.nats.snapshot.SubscriptionSnapshot;
import dev.stanchion.nats.wire.ConnectOptions;
import dev.stanchion.nats.wire.ProtocolTrace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one client by their IDs, and the way of messages from them to its output.
 * Confined to the connection's loop, except the methods of {@link ClientSubscription.Owner}.
 */
final class ClientSubscriptions implements ClientSubscription.Owner {
    private final MessageSource connection;
    private final ClientOutput output;
    private final SubjectRouter<Receiver> router;
    private final TurnLoop loop;
    private final ProtocolTrace trace;
    private final Map<ByteKey, ClientSubscription> byId = new HashMap<>();

    // These are copies for the loops that deliver to this connection.
    private volatile boolean echo = ConnectOptions.DEFAULTS.echo();
    private volatile boolean headers = ConnectOptions.DEFAULTS.headers();

    ClientSubscriptions(
            MessageSource connection,
            ClientOutput output,
            SubjectRouter<Receiver> router,
            TurnLoop loop,
            ProtocolTrace trace) {
        this.connection = connection;
        this.output = output;
        this.router = router;
        this.loop = loop;
        this.trace = trace;
    }

    @Override
    public long id() {
        return connection.id();
    }

    @Override
    public boolean isOpen() {
        return output.isOpen();
    }

    @Override
    public PendingBytes pending() {
        return output.pending();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a connection equals itself only
    public boolean takesFrom(@Nullable MessageSource source) {
        return output.isOpen() && (source != connection || echo);
    }

    @Override
    public boolean deliver(RoutedMessage message, byte[] sid, TurnLoop from) {
        return output.deliver(message, message.prepareFor(sid, headers), from);
    }

    @Override
    public void exhausted(ClientSubscription subscription, TurnLoop on) {
        if (subscription.end()) {
            router.remove(subscription);
            traceEnd(subscription, on);
            if (on == loop) {
                forget(subscription);
            } else {
                // This runs after the last message, so before the client can use the ID again.
                on.batchFor(loop).add(() -> forget(subscription));
            }
        }
    }

    private void traceEnd(ClientSubscription subscription, TurnLoop on) {
        if (on.isTracing()) {
            trace.ended(subscription.sid());
        }
    }

    /** Makes the ID of an ended subscription free. */
    private void forget(ClientSubscription subscription) {
        byId.remove(new ByteKey(subscription.sid()), subscription);
    }

    /** Returns whether the client gets messages with headers. Any thread. */
    boolean hasHeaders() {
        return headers;
    }

    /** Delivers messages from now on as the client wants them. */
    void deliverAs(ConnectOptions options) {
        echo = options.echo();
        headers = options.headers();
    }

    int size() {
        return byId.size();
    }

    boolean contains(byte[] sid) {
        return byId.containsKey(new ByteKey(sid));
    }

    /** Adds a subscription with a new ID. */
    void add(byte[] subject, byte[] queue, byte[] sid, @Nullable Rights rights) {
        var subscription = new ClientSubscription(this, subject, queue, sid);
        subscription.restrict(DeliveryRules.of(rights, subject, queue));
        byId.put(new ByteKey(sid), subscription);
        router.add(subscription);
    }

    /**
     * Ends a subscription after {@code max} deliveries, or now if there were as many already or
     * {@code max} is not positive. Does nothing if there is no subscription with this ID.
     */
    void end(byte[] sid, int max) {
        ClientSubscription subscription = byId.get(new ByteKey(sid));
        if (subscription != null && (max <= 0 || !subscription.limitTo(max))) {
            exhausted(subscription, loop);
        }
    }

    /**
     * Applies changed rights, and ends the subscriptions that the user may not have any more
     * ({@code spec/nats-core.md} 6.5).
     *
     * @param ended is called with each subscription that has ended
     */
    void apply(@Nullable Rights rights, Consumer<ClientSubscription> ended) {
        for (ClientSubscription subscription : List.copyOf(byId.values())) {
            byte[] subject = subscription.subject();
            byte[] queue = subscription.queue();
            if (rights == null || rights.maySubscribe(subject, queue)) {
                subscription.restrict(DeliveryRules.of(rights, subject, queue));
            } else {
                exhausted(subscription, loop);
                ended.accept(subscription);
            }
        }
    }

    /** Removes all subscriptions from the router. */
    void endAll() {
        List<ClientSubscription> ended = new ArrayList<>();
        for (ClientSubscription subscription : byId.values()) {
            if (subscription.end()) {
                ended.add(subscription);
                traceEnd(subscription, loop);
            }
        }
        byId.clear();
        router.removeAll(ended);
    }

    List<SubscriptionSnapshot> snapshots() {
        return byId.values().stream().map(ClientSubscription::snapshot).toList();
    }
}
