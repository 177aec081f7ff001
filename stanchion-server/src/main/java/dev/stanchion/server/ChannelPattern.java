package dev.stanchion.server;

import java.util.Comparator;
import java.util.List;

/**
 * A channel name or a pattern: {@code *} stands for one token, {@code >} at the end for one or
 * more. Immutable.
 *
 * <p>Patterns are ordered from wide to narrow, as limits are inherited: token by token, {@code >}
 * before {@code *} before a literal. Source: {@code spec/streaming.md} 10.2.
 */
final class ChannelPattern implements Comparable<ChannelPattern> {
    private static final String ONE = "*";
    private static final String REST = ">";

    private static final Comparator<String> WIDE_FIRST =
            Comparator.comparingInt(ChannelPattern::narrowness)
                    .thenComparing(Comparator.naturalOrder());

    private final String text;
    private final List<String> tokens;

    /**
     * Reads a pattern.
     *
     * @throws ConfigurationException if it is not valid, with the text of the Go server
     */
    ChannelPattern(String text) {
        this.text = text;
        this.tokens = List.of(text.split("\\.", -1));
        if (!isValid()) {
            throw new ConfigurationException("channels", "invalid channel name \"" + text + "\"");
        }
    }

    private boolean isValid() {
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            boolean isLast = i == tokens.size() - 1;
            boolean isWildcard = token.equals(ONE) || (token.equals(REST) && isLast);
            boolean isLiteral =
                    !token.isEmpty() && token.chars().noneMatch(ChannelPattern::isNoName);
            if (!isWildcard && !isLiteral) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNoName(int character) {
        return character == '/' || character == '*' || character == '>';
    }

    private static int narrowness(String token) {
        return switch (token) {
            case REST -> 0;
            case ONE -> 1;
            default -> 2;
        };
    }

    /** Returns whether it is the name of one channel. */
    boolean isLiteral() {
        return !tokens.contains(ONE) && !tokens.contains(REST);
    }

    /** Returns whether it matches a channel. */
    boolean matches(String channel) {
        List<String> names = List.of(channel.split("\\.", -1));
        for (int i = 0; i < tokens.size(); i++) {
            if (i == names.size()) {
                return false;
            }
            String token = tokens.get(i);
            if (token.equals(REST)) {
                return true;
            }
            if (!token.equals(ONE) && !token.equals(names.get(i))) {
                return false;
            }
        }
        return tokens.size() == names.size();
    }

    @Override
    public int compareTo(ChannelPattern other) {
        int common = Math.min(tokens.size(), other.tokens.size());
        for (int i = 0; i < common; i++) {
            int order = WIDE_FIRST.compare(tokens.get(i), other.tokens.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(tokens.size(), other.tokens.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the pattern as written. */
    @Override
    public String toString() {
        return text;
    }
}
