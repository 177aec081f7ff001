package dev.stanchion.nats.connection;

import dev.stanchion.nats.auth.Identity;
import dev.stanchion.nats.loop.Fanout;
import dev.stanchion.nats.loop.Receiver;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.RoutedMessage;
import dev.stanchion.nats.permission.Rights;
import dev.stanchion.nats.routing.Matches;
import dev.stanchion.nats.routing.Subjects;
import dev.stanchion.nats.snapshot.SubscriptionSnapshot;
import dev.stanchion.nats.wire.ClientOps;
import dev.stanchion.nats.wire.CloseReason;
import dev.stanchion.nats.wire.ConnectJson;
import dev.stanchion.nats.wire.ConnectOptions;
import dev.stanchion.nats.wire.ErrorText;
import dev.stanchion.nats.wire.ProtocolViolation;
import dev.stanchion.nats.wire.PubOp;
import dev.stanchion.nats.wire.ReservedNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Executes the operations of one client. Confined to its connection's loop, except {@link #hasEcho}
 * and {@link #hasHeaders}.
 */
final class ClientSession implements ClientOps {
    private static final byte[] OK = ascii("+OK\r\n");
    private static final byte[] PONG = ascii("PONG\r\n");
    private static final byte[] HMSG = ascii("HMSG ");
    private static final byte[] NO_RESPONDERS = ascii(" 16 16\r\nNATS/1.0 503\r\n\r\n\r\n");

    private final ClientConnection connection;
    private final ServerState server;
    private final TurnLoop loop;
    private final Map<ByteKey, ClientSubscription> subscriptions = new HashMap<>();
    private final Login login;
    private ConnectOptions options = ConnectOptions.DEFAULTS;
    private boolean introduced;
    private boolean greeted;

    /** Null if it may do everything. */
    private @Nullable Rights rights;

    // These are copies for the loops that deliver to this connection.
    private volatile boolean echo = ConnectOptions.DEFAULTS.echo();
    private volatile boolean headers = ConnectOptions.DEFAULTS.headers();

    ClientSession(ClientConnection connection, ServerState server, TurnLoop loop, Login login) {
        this.connection = connection;
        this.server = server;
        this.loop = loop;
        this.login = login;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] errorLine(String text) {
        return ("-ERR '" + text + "'\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns whether the client gets the messages that it publishes itself. Any thread. */
    boolean hasEcho() {
        return echo;
    }

    /** Any thread. */
    @Override
    public boolean hasHeaders() {
        return headers;
    }

    @Override
    public boolean isTakingOps() {
        return connection.isRead() && !login.isChecking();
    }

    @Override
    public boolean isLetIn(byte first) {
        return login.isInside(first);
    }

    @Override
    public void onConnect(byte[] json) {
        ConnectOptions wanted = ConnectJson.merge(options, json);
        login.check(wanted.credentials(), () -> connect(wanted));
    }

    private void connect(ConnectOptions wanted) {
        options = wanted;
        decide(options);
        echo = options.echo();
        headers = options.headers();
        introduced = true;
        connection.keepAlive().onConnect(loop.fanout().randomBelow(100));
        acknowledge();
    }

    /**
     * Checks the rest of the CONNECT of a client that may connect, in the order of the reference.
     */
    private static void decide(ConnectOptions options) {
        if (!options.account().isEmpty() || options.newAccount()) {
            throw ProtocolViolation.answered(
                    CloseReason.AUTHENTICATION_FAILURE, ErrorText.AUTHORIZATION_VIOLATION);
        }
        if (options.protocol() != 0 && options.protocol() != 1) {
            throw ProtocolViolation.answered(
                    CloseReason.BAD_CLIENT_PROTOCOL_VERSION, ErrorText.INVALID_CLIENT_PROTOCOL);
        }
        if (options.noResponders() && !options.headers()) {
            throw ProtocolViolation.answered(
                    CloseReason.NO_RESPONDERS_REQUIRES_HEADERS,
                    ErrorText.NO_RESPONDERS_REQUIRES_HEADERS);
        }
    }

    /** Sets the identity of the client, after a login or after a change of the rules. */
    void become(Identity identity) {
        rights = Rights.of(identity.permissions());
        for (ClientSubscription subscription : List.copyOf(subscriptions.values())) {
            review(subscription);
        }
    }

    /** Ends a subscription if the user may not have it any more ({@code spec/nats-core.md} 6.5). */
    private void review(ClientSubscription subscription) {
        byte[] subject = subscription.subject();
        byte[] queue = subscription.queue();
        if (rights == null || rights.maySubscribe(subject, queue)) {
            subscription.restrict(DeliveryRules.of(rights, subject, queue));
        } else {
            connection.exhausted(subscription, loop);
            refuse(ErrorText.subscriptionEnded(subject, subscription.sid()));
        }
    }

    /** Checks a connected client again after a change of the rules. */
    void recheck() {
        login.check(options.credentials(), () -> {});
    }

    @Override
    public void onInfo(byte[] json) {
        ConnectJson.checkInfo(json);
    }

    @Override
    public void onPing() {
        connection.keepAlive().active();
        connection.tracing("PONG");
        connection.send(PONG);
        greeted = introduced;
    }

    /**
     * Returns whether the server may send a further INFO. A client expects it only after its first
     * PONG.
     */
    boolean takesInfo() {
        return greeted && options.protocol() >= 1;
    }

    @Override
    public void onPong() {
        connection.keepAlive().onPong();
    }

    @Override
    public void onPublish(PubOp pub) {
        connection.keepAlive().active();
        connection.traffic().published(pub.bodyLength());
        if (options.pedantic() && !Subjects.isLiteral(pub.subject())) {
            refuse(ErrorText.INVALID_PUBLISH_SUBJECT); // the server routes the message all the same
        }
        if (ReservedNames.isSubject(pub) || !mayPublish(pub)) {
            refuse(ErrorText.publishViolation(pub.subject()));
        } else if (ReservedNames.isReply(pub) || !mayAskFor(pub)) {
            refuse(ErrorText.replyViolation(pub.reply()));
        } else {
            acknowledge();
            publish(pub);
            loop.endTurnIfFull();
        }
    }

    private boolean mayPublish(PubOp pub) {
        return rights == null
                || rights.mayPublish(pub)
                || (rights.givesTickets() && rights.mayAnswer(pub, loop.nanoTime()));
    }

    private boolean mayAskFor(PubOp pub) {
        return rights == null || rights.mayAskFor(pub);
    }

    private void publish(PubOp pub) {
        Fanout fanout = loop.fanout();
        Matches<Receiver> matches =
                fanout.match(pub.bytes(), pub.subjectIndex(), pub.subjectLength());
        RoutedMessage message = fanout.borrow();
        boolean taken;
        try {
            message.read(pub, connection);
            taken = fanout.deliver(message, matches);
        } finally {
            fanout.giveBack(message);
        }
        if (!taken && options.noResponders() && pub.replyLength() > 0) {
            sayNoResponders(pub);
        }
    }

    /**
     * Tells a requester at once that there are no responders, on its own subscription to the reply
     * subject.
     */
    private void sayNoResponders(PubOp pub) {
        Matches<Receiver> matches =
                loop.fanout().match(pub.bytes(), pub.replyIndex(), pub.replyLength());
        for (int i = 0; i < matches.plainCount(); i++) {
            if (matches.plain(i) instanceof ClientSubscription own
                    && own.connection() == connection
                    && own.isOnOpenConnection()) {
                connection.send(HMSG);
                connection.send(pub.reply());
                connection.send(new byte[] {' '});
                connection.send(own.sid());
                connection.send(NO_RESPONDERS);
                return;
            }
        }
    }

    @Override
    public void onSubscribe(byte[] subject, byte[] queue, byte[] sid) {
        connection.keepAlive().active();
        int max = connection.limits().maxSubscriptions();
        int maxTokens = connection.limits().maxSubjectTokens();
        if (ReservedNames.isQueue(queue)) {
            refuse(ErrorText.queueSubscriptionViolation(subject, queue));
        } else if (rights != null && !rights.maySubscribe(subject, queue)) {
            refuse(
                    queue.length == 0
                            ? ErrorText.subscriptionViolation(subject)
                            : ErrorText.queueSubscriptionViolation(subject, queue));
        } else if (maxTokens > 0 && Subjects.tokenCount(subject) > maxTokens) {
            refuse(ErrorText.tooManyTokens(subject));
        } else if (max > 0 && subscriptions.size() >= max) {
            refuse(ErrorText.MAXIMUM_SUBSCRIPTIONS_EXCEEDED);
        } else if (subscriptions.containsKey(new ByteKey(sid))) {
            acknowledge(); // the existing one stays as it is
        } else if (!Subjects.isValid(subject)) {
            refuse(ErrorText.INVALID_SUBJECT);
        } else {
            var subscription = new ClientSubscription(connection, subject, queue, sid);
            subscription.restrict(DeliveryRules.of(rights, subject, queue));
            subscriptions.put(new ByteKey(sid), subscription);
            server.router().add(subscription);
            acknowledge();
        }
    }

    @Override
    public void onUnsubscribe(byte[] sid, int max) {
        connection.keepAlive().active();
        ClientSubscription subscription = subscriptions.get(new ByteKey(sid));
        acknowledge();
        if (subscription != null && (max <= 0 || !subscription.limitTo(max))) {
            connection.exhausted(subscription, loop);
        }
    }

    /** Makes the ID of an ended subscription free. */
    void forget(ClientSubscription subscription) {
        subscriptions.remove(new ByteKey(subscription.sid()), subscription);
    }

    /** Removes all subscriptions from the router. */
    void end() {
        List<ClientSubscription> ended = new ArrayList<>();
        for (ClientSubscription subscription : subscriptions.values()) {
            if (subscription.end()) {
                ended.add(subscription);
                connection.traceEnd(subscription, loop);
            }
        }
        subscriptions.clear();
        server.router().removeAll(ended);
    }

    ConnectOptions options() {
        return options;
    }

    int subscriptionCount() {
        return subscriptions.size();
    }

    List<SubscriptionSnapshot> subscriptions() {
        return subscriptions.values().stream().map(ClientSubscription::snapshot).toList();
    }

    private void acknowledge() {
        if (options.verbose()) {
            connection.tracing("OK");
            connection.send(OK);
        }
    }

    private void refuse(String errorText) {
        connection.tracing("-ERR " + errorText);
        connection.send(errorLine(errorText));
    }
}
