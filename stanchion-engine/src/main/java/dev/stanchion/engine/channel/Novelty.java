package dev.stanchion.engine.channel;

import dev.stanchion.protocol.SubscriptionResponse;

/**
 * What a client that subscribes is told about a channel that did not exist before. A name with a
 * typing error makes a new channel, and such a client would wait for messages that never come.
 *
 * @param isNew whether the client's request has created the channel
 * @param nearChannel an older channel with a near name; empty if there is none
 */
record Novelty(boolean isNew, String nearChannel) {
    /** Nothing to tell: the channel existed, or the client does not ask. */
    static final Novelty NONE = new Novelty(false, "");

    /** Returns the answer to a subscribe request that is granted. */
    SubscriptionResponse granted(String ackInbox) {
        return new SubscriptionResponse(ackInbox, "", isNew, nearChannel);
    }
}
