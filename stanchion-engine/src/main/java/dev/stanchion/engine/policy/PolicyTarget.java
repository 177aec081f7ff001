package dev.stanchion.engine.policy;

import dev.stanchion.engine.identity.StarPattern;
import dev.stanchion.protocol.ChannelGlob;

/**
 * What a rule is about: the positions of some channels. Immutable.
 *
 * @param names a pattern of names, in which {@code *} stands for any characters; {@code *} for all
 *     positions
 */
public record PolicyTarget(ChannelGlob channels, Kind kind, String names) {
    private static final int MAX_NAME = 256;

    /** Which positions. */
    public enum Kind {
        /** All positions of the channels. */
        CHANNEL(""),
        /** Queue groups, durable or not, by the name of the group. */
        GROUP("group"),
        /** Durables that are no groups, by durable name. */
        DURABLE("durable");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Returns the word that users write; empty for {@link #CHANNEL}. */
        public String text() {
            return text;
        }
    }

    /**
     * Checks the pattern of names.
     *
     * @throws PolicyException if no name can fit it
     */
    public PolicyTarget {
        if (names.isEmpty() || names.length() > MAX_NAME) {
            throw new PolicyException(
                    kind.text() + " \"" + names + "\"",
                    "a name of 1 to 256 characters, where * stands for any of them");
        }
    }

    /** Makes a target of all positions of some channels. */
    public static PolicyTarget ofChannels(String pattern) {
        return of(pattern, Kind.CHANNEL, "*");
    }

    /**
     * Makes a target.
     *
     * @throws PolicyException if no channel, or no name, can fit
     */
    public static PolicyTarget of(String pattern, Kind kind, String names) {
        ChannelGlob channels;
        try {
            channels = new ChannelGlob(pattern);
        } catch (IllegalArgumentException e) {
            throw new PolicyException(
                    "policy for \"" + pattern + "\"",
                    "a channel name, with * for any text without a dot, and > for the rest as the"
                            + " last token");
        }
        return new PolicyTarget(channels, kind, names);
    }

    /**
     * @param queueGroup {@code group} or {@code durable:group}; empty if the position is no group's
     * @param durableName empty for groups and for subscriptions that are not durable
     */
    boolean fits(String channel, String queueGroup, String durableName) {
        if (!channels.matches(channel)) {
            return false;
        }
        return switch (kind) {
            case CHANNEL -> true;
            case GROUP -> isGroup(queueGroup);
            case DURABLE ->
                    queueGroup.isEmpty()
                            && !durableName.isEmpty()
                            && StarPattern.fits(names, durableName);
        };
    }

    private boolean isGroup(String queueGroup) {
        String bare = queueGroup.substring(queueGroup.indexOf(':') + 1);
        return !queueGroup.isEmpty()
                && (StarPattern.fits(names, queueGroup) || StarPattern.fits(names, bare));
    }

    @Override
    public String toString() {
        return kind == Kind.CHANNEL
                ? channels.toString()
                : channels + "/" + kind.text() + ":" + names;
    }
}
