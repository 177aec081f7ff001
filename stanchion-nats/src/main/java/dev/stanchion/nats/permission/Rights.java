package dev.stanchion.nats.permission;

import dev.stanchion.nats.wire.PubOp;
import org.jspecify.annotations.Nullable;

/**
 * What one connection may do. A connection that may do everything has none.
 *
 * <p>Cost of a publish: one hash and one comparison of its subject, if the subject was used lately;
 * as much again for its reply subject where replies are checked; no allocation. Otherwise a
 * comparison with each rule.
 *
 * <p>Confined to the connection's loop, except {@link #received}.
 */
public final class Rights {
    private static final byte[] PLAIN = {};

    private final PublishRules publish;
    private final SubscribeRules subscribe;
    private final boolean ownReplies;
    private final Decisions.Rule publishRule;
    private final Decisions.Rule replyRule;
    private final Decisions publishes = new Decisions();
    private final Decisions replies = new Decisions();
    private final @Nullable ResponseTickets tickets;

    private Rights(Permissions permissions) {
        publish = new PublishRules(permissions.publish());
        subscribe = new SubscribeRules(permissions.subscribe());
        ownReplies = permissions.ownReplies();
        publishRule = publish::allows;
        replyRule = this::maySubscribe;
        tickets =
                permissions.responses().allowed()
                        ? new ResponseTickets(permissions.responses())
                        : null;
    }

    /** The rights of a new connection; null if it may do everything. */
    public static @Nullable Rights of(Permissions permissions) {
        return permissions.areUnlimited() ? null : new Rights(permissions);
    }

    /** Whether a message may be published to its subject, by the rules alone. */
    public boolean mayPublish(PubOp pub) {
        return publishes.decide(pub.bytes(), pub.subjectIndex(), pub.subjectLength(), publishRule);
    }

    /** Whether its subject is one that the connection was asked to answer to; uses that up. */
    public boolean mayAnswer(PubOp pub, long nowNanos) {
        return tickets != null
                && tickets.use(pub.bytes(), pub.subjectIndex(), pub.subjectLength(), nowNanos);
    }

    /** Whether an answer may be asked for at the reply subject, if there is one. */
    public boolean mayAskFor(PubOp pub) {
        return !ownReplies
                || pub.replyLength() == 0
                || replies.decide(pub.bytes(), pub.replyIndex(), pub.replyLength(), replyRule);
    }

    private boolean maySubscribe(byte[] subject) {
        return subscribe.allows(subject, PLAIN);
    }

    /**
     * Whether a subscription may exist.
     *
     * @param queue empty if it is plain
     */
    public boolean maySubscribe(byte[] subject, byte[] queue) {
        return subscribe.allows(subject, queue);
    }

    /** What has to be kept from a subscription that may exist; null if nothing. */
    public @Nullable DeniedSubjects deniedWithin(byte[] subject, byte[] queue) {
        return subscribe.deniedWithin(subject, queue);
    }

    /** Whether messages that the connection gets change what it may publish. */
    public boolean givesTickets() {
        return tickets != null;
    }

    /** A message with that reply subject goes to the connection. Any thread. */
    public void received(byte[] reply, long nowNanos) {
        if (tickets != null) {
            tickets.give(reply, nowNanos);
        }
    }
}
