package dev.stanchion.nats.permission;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a user may do. Immutable.
 *
 * @param ownReplies whether the reply subject of its messages must be one that the user may
 *     subscribe to; otherwise a service that answers would publish there on the user's behalf
 */
public record Permissions(
        SubjectRules publish, SubjectRules subscribe, Responses responses, boolean ownReplies) {
    /** The user may do everything. */
    public static final Permissions ALL =
            new Permissions(SubjectRules.ALL, SubjectRules.ALL, Responses.NONE, false);

    /**
     * Creates the permissions of a configuration. If a user may answer and has no publish rules, it
     * may publish nothing else.
     */
    public static Permissions of(
            SubjectRules publish, SubjectRules subscribe, Responses responses) {
        boolean answersOnly = responses.allowed() && publish.allowsAll();
        SubjectRules effective =
                answersOnly ? new SubjectRules(false, List.of(), publish.deny()) : publish;
        return new Permissions(effective, subscribe, responses, false);
    }

    /** Returns whether a plain subscription to this subject is allowed. Not for each message. */
    public boolean allowSubscription(String subject) {
        return new SubscribeRules(subscribe)
                .allows(subject.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    /** Returns whether there is nothing to check. */
    public boolean areUnlimited() {
        return publish.isUnlimited() && subscribe.isUnlimited() && !ownReplies;
    }
}
