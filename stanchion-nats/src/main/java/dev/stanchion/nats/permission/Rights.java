package dev.stanchion.nats.permission;

import dev.stanchion.nats.wire.PubOp;
import org.jspecify.annotations.Nullable;

/**
 * The rights of one connection. A connection that may do everything has none.
 *
 * <p>A publish costs one hash and one comparison of its subject, if the subject was used recently.
 * If replies are checked, the reply subject costs the same. There is no allocation. Otherwise a
 * publish costs a comparison with each rule.
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
    private final @Nullable ResponsePermits tickets;

    private Rights(Permissions permissions) {
        publish = new PublishRules(permissions.publish());
        subscribe = new SubscribeRules(permissions.subscribe());
        ownReplies = permissions.ownReplies();
        publishRule = publish::allows;
        replyRule = this::maySubscribe;
        tickets =
                permissions.responses().allowed()
                        ? new ResponsePermits(permissions.responses())
                        : null;
    }

    /** Returns the rights of a new connection; null if it may do everything. */
    public static @Nullable Rights of(Permissions permissions) {
        return permissions.areUnlimited() ? null : new Rights(permissions);
    }

    /** Returns whether the rules allow a publish to the subject. */
    public boolean mayPublish(PubOp pub) {
        return publishes.decide(pub.bytes(), pub.subjectIndex(), pub.subjectLength(), publishRule);
    }

    /**
     * Returns whether the subject is the reply subject of a received message, which the connection
     * may answer. Uses the permission up.
     */
    public boolean mayAnswer(PubOp pub, long nowNanos) {
        return tickets != null
                && tickets.use(pub.bytes(), pub.subjectIndex(), pub.subjectLength(), nowNanos);
    }

    /** Returns whether the reply subject is allowed, if there is one. */
    public boolean mayAskFor(PubOp pub) {
        return !ownReplies
                || pub.replyLength() == 0
                || replies.decide(pub.bytes(), pub.replyIndex(), pub.replyLength(), replyRule);
    }

    private boolean maySubscribe(byte[] subject) {
        return subscribe.allows(subject, PLAIN);
    }

    /**
     * Returns whether a subscription is allowed.
     *
     * @param queue empty if it is plain
     */
    public boolean maySubscribe(byte[] subject, byte[] queue) {
        return subscribe.allows(subject, queue);
    }

    /** Returns the denied subjects within an allowed subscription; null if there are none. */
    public @Nullable DeniedSubjects deniedWithin(byte[] subject, byte[] queue) {
        return subscribe.deniedWithin(subject, queue);
    }

    /** Returns whether received messages change what the connection may publish. */
    public boolean givesTickets() {
        return tickets != null;
    }

    /** Records that a message with this reply subject goes to the connection. Any thread. */
    public void received(byte[] reply, long nowNanos) {
        if (tickets != null) {
            tickets.give(reply, nowNanos);
        }
    }
}
