package dev.stanchion.nats.permission;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a user may do. Immutable.
 *
 * @param ownReplies whether the reply subject of what it publishes must be one that it could
 *     subscribe to itself; otherwise a server that answers would publish there on its behalf
 */
public record Permissions(
        SubjectRules publish, SubjectRules subscribe, Responses responses, boolean ownReplies) {
    /** Everything. */
    public static final Permissions ALL =
            new Permissions(SubjectRules.ALL, SubjectRules.ALL, Responses.NONE, false);

    /**
     * Makes permissions as a configuration gives them: who may only answer may publish nothing
     * else, unless it says what.
     */
    public static Permissions of(
            SubjectRules publish, SubjectRules subscribe, Responses responses) {
        boolean answersOnly = responses.allowed() && publish.allowsAll();
        SubjectRules effective =
                answersOnly ? new SubjectRules(false, List.of(), publish.deny()) : publish;
        return new Permissions(effective, subscribe, responses, false);
    }

    /** Whether a plain subscription to that subject may exist. Not for each message. */
    public boolean allowSubscription(String subject) {
        return new SubscribeRules(subscribe)
                .allows(subject.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    /** Whether there is nothing to check. */
    public boolean areUnlimited() {
        return publish.isUnlimited() && subscribe.isUnlimited() && !ownReplies;
    }
}
