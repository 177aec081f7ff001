package dev.stanchion.engine.admin;

import java.util.List;

/**
 * Parked messages of a channel that are open, in the order in which they were parked.
 *
 * @param open how many there are
 * @param next the sequence at which the next page begins; 0 if there is none
 */
public record ParkedPage(long open, List<ParkedMessage> messages, long next) {
    /** The largest page. */
    public static final int MOST_MESSAGES = 200;

    public ParkedPage {
        messages = List.copyOf(messages);
    }
}
