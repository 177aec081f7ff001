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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes the operations of one client. Confined to its connection's loop, except {@link
 * #hasHeaders}.
 */
final class ClientSession implements ClientOps {
    private static final byte[] OK = ascii("+OK\r\n");
    private static final byte[] PONG = ascii("PONG\r\n");
    private static final byte[] HMSG = ascii("HMSG ");
    private static final byte[] NO_RESPONDERS = ascii(" 16 16\r\nNATS/1.0 503\r\n\r\n\r\n");

    private final ClientConnection connection;
    private final TurnLoop loop;
    private final Login login;
    private final ClientOutput output;
    private final ClientSubscriptions subscriptions;
    private ConnectOptions options = ConnectOptions.DEFAULTS;
    private boolean introduced;
    private boolean greeted;

    /** Null if it may do everything. */
    private @Nullable Rights rights;

    ClientSession(
            ClientConnection connection,
            TurnLoop loop,
            Login login,
            ClientOutput output,
            ClientSubscriptions subscriptions) {
        this.connection = connection;
        this.loop = loop;
        this.login = login;
        this.output = output;
        this.subscriptions = subscriptions;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] errorLine(String text) {
        return ("-ERR '" + text + "'\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Any thread. */
    @Override
    public boolean hasHeaders() {
        return subscriptions.hasHeaders();
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
        subscriptions.deliverAs(options);
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
        subscriptions.apply(
                rights, ended -> refuse(ErrorText.subscriptionEnded(ended.subject(), ended.sid())));
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
        output.tracing("PONG");
        output.send(PONG);
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
        if (!taken) {
            onUnheard(pub);
        }
    }

    private void onUnheard(PubOp pub) {
        loop.unheard()
                .note(
                        pub.bytes(),
                        pub.subjectIndex(),
                        pub.subjectLength(),
                        connection.publisher(),
                        connection.id());
        if (options.noResponders() && pub.replyLength() > 0) {
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
                    && own.owner() == subscriptions
                    && own.isOnOpenConnection()) {
                output.send(HMSG);
                output.send(pub.reply());
                output.send(new byte[] {' '});
                output.send(own.sid());
                output.send(NO_RESPONDERS);
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
        } else if (subscriptions.contains(sid)) {
            acknowledge(); // the existing one stays as it is
        } else if (!Subjects.isValid(subject)) {
            refuse(ErrorText.INVALID_SUBJECT);
        } else {
            subscriptions.add(subject, queue, sid, rights);
            acknowledge();
        }
    }

    @Override
    public void onUnsubscribe(byte[] sid, int max) {
        connection.keepAlive().active();
        acknowledge();
        subscriptions.end(sid, max);
    }

    /** Removes all subscriptions from the router. */
    void end() {
        subscriptions.endAll();
    }

    ConnectOptions options() {
        return options;
    }

    int subscriptionCount() {
        return subscriptions.size();
    }

    List<SubscriptionSnapshot> subscriptions() {
        return subscriptions.snapshots();
    }

    private void acknowledge() {
        if (options.verbose()) {
            output.tracing("OK");
            output.send(OK);
        }
    }

    private void refuse(String errorText) {
        output.tracing("-ERR " + errorText);
        output.send(errorLine(errorText));
    }
}
