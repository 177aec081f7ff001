package dev.stanchion.engine.admin;

import java.util.List;

/**
 * Some messages of a channel, in ascending order.
 *
 * @param firstSequence of the channel; 0 if it never had a message
 * @param lastSequence of the channel, up to which its messages are durable
 * @param next where the next page in the same direction begins; 0 if there is none
 * @param examined how many messages were read; more than there are if a search left some out
 */
public record MessagePage(
        long firstSequence,
        long lastSequence,
        List<StoredMessage> messages,
        long next,
        long examined) {
    public MessagePage {
        messages = List.copyOf(messages);
    }
}
