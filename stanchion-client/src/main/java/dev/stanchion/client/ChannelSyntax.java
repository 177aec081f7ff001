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
        if (!ChannelName.isValid(channel) || channel.chars().anyMatch(ChannelSyntax::isForbidden)) {
            throw Failures.invalid(
                    "channel " + Quoted.quote(channel) + ": " + defect(channel),
                    "A name like tickets:created or orders.paid is fine.");
        }
    }

    private static boolean isForbidden(int character) {
        return Character.isWhitespace(character)
                || Character.isISOControl(character)
                || "/*>".indexOf(character) >= 0;
    }

    private static String defect(String channel) {
        if (channel.isEmpty()) {
            return "it has no name";
        }
        for (int i = 0; i < channel.length(); i++) {
            if (isForbidden(channel.charAt(i))) {
                String character = Quoted.quote(channel.substring(i, i + 1));
                return "%s at position %d is not allowed".formatted(character, i + 1);
            }
        }
        return "'.' stands only between words, one at a time";
    }
}
