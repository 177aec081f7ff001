package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * A pattern of channel names. Immutable.
 *
 * <pre>
 *   tickets:created    that channel
 *   tickets:*          tickets:created, tickets:updated; not tickets:eu.created
 *   *:created          tickets:created, orders:created
 *   eu.*               eu.tickets; not eu, and not eu.tickets.created
 *   eu.>               eu.tickets, eu.tickets.created
 *   >                  every channel
 * </pre>
 *
 * <p>{@code *} is any text without a dot: a whole token, as in NATS, or a part of one, which
 * channels like {@code tickets:created} need. {@code >} as the last token is one token or more.
 */
public final class ChannelGlob {
    private final String text;
    private final byte[] pattern;
    private final boolean open;

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if no channel can match it; the message is for an operator
     */
    public ChannelGlob(String text) {
        requireTokens(text);
        this.text = text;
        this.open = text.equals(">") || text.endsWith(".>");
        String before = open ? text.substring(0, text.length() - 1) : text;
        this.pattern = before.getBytes(StandardCharsets.UTF_8);
    }

    private static void requireTokens(String text) {
        String[] tokens = text.split("\\.", -1);
        for (int i = 0; i < tokens.length; i++) {
            boolean isRest = tokens[i].equals(">") && i == tokens.length - 1;
            boolean isToken =
                    !tokens[i].isEmpty()
                            && tokens[i].chars().noneMatch(c -> c <= ' ' || c == '>' || c == '/');
            if (!isRest && !isToken) {
                throw new IllegalArgumentException(
                        "channel pattern \"%s\" is not valid (expected: a channel name, with * for"
                                        .formatted(text)
                                + " any text without a dot, and > for the rest as the last token)");
            }
        }
    }

    /** Returns whether a valid channel name matches. */
    public boolean matches(String name) {
        ByteBuf bytes = Unpooled.wrappedBuffer(name.getBytes(StandardCharsets.UTF_8));
        return matches(bytes, 0, bytes.readableBytes());
    }

    /** Returns whether a valid channel name matches. No allocation. */
    public boolean matches(ByteBuf name, int index, int length) {
        int end = index + length;
        int at = index;
        int next = 0;
        int star = -1;
        int starAt = 0;
        while (at < end) {
            if (open && next == pattern.length) {
                return true;
            }
            byte b = name.getByte(at);
            if (next < pattern.length && pattern[next] == '*') {
                star = next++;
                starAt = at;
            } else if (next < pattern.length && pattern[next] == b) {
                next++;
                at++;
            } else if (star >= 0 && name.getByte(starAt) != '.') {
                next = star + 1; // the star takes one more byte
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (next < pattern.length && pattern[next] == '*') {
            next++;
        }
        return !open && next == pattern.length;
    }

    /** Returns whether a name could match both patterns. */
    public boolean overlaps(ChannelGlob other) {
        return new GlobOverlap(pattern, open, other.pattern, other.open).isThere();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelGlob glob && text.equals(glob.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
