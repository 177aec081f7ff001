package dev.stanchion.client;

import dev.stanchion.protocol.ChannelName;
import dev.stanchion.protocol.Quoted;

/**
 * Checks the channel names of a client: those of {@code spec/streaming.md} 4.1 without white space,
 * because a channel is part of a NATS subject.
 */
public final class ChannelSyntax {
    private ChannelSyntax() {}

    /**
     * Checks a name.
     *
     * @throws StreamingException ({@code INVALID}) saying what is wrong with it
     */
    public static void check(String channel) {
        if (!ChannelName.isValid(channel) || firstForbidden(channel) >= 0) {
            throw Failures.invalid(
                    "channel " + Quoted.quote(channel) + ": " + defect(channel),
                    "A name like tickets:created or orders.paid is fine.");
        }
    }

    /** Returns the index of the first character that is not allowed; -1 if there is none. */
    private static int firstForbidden(String channel) {
        for (int i = 0; i < channel.length(); i++) {
            if (isForbidden(channel.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isForbidden(char character) {
        return Character.isWhitespace(character)
                || Character.isISOControl(character)
                || "/*>".indexOf(character) >= 0;
    }

    private static String defect(String channel) {
        if (channel.isEmpty()) {
            return "it has no name";
        }
        int index = firstForbidden(channel);
        if (index >= 0) {
            String character = Quoted.quote(channel.substring(index, index + 1));
            return "%s at position %d is not allowed".formatted(character, index + 1);
        }
        return "'.' stands only between words, one at a time";
    }
}
