package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Checks the names of channels ({@code spec/streaming.md} 4.1), and compares names that cannot
 * coexist (10.1).
 */
public final class ChannelName {
    private ChannelName() {}

    /**
     * Returns whether a channel may have this name. The name must not be empty and must not contain
     * {@code /}, {@code *} or {@code >}. It must not begin or end with {@code .}, and must not
     * contain two of them in a row. Every other character is allowed, also white space.
     */
    public static boolean isValid(String name) {
        int previous = '.'; // this value makes a leading dot the second one in a row
        for (int i = 0; i < name.length(); i++) {
            int next = name.charAt(i);
            if (!mayFollow(previous, next)) {
                return false;
            }
            previous = next;
        }
        return previous != '.';
    }

    /** Does the same as {@link #isValid(String)} for the encoded name. No allocation. */
    public static boolean isValid(ByteBuf buffer, int index, int length) {
        int previous = '.';
        for (int i = index; i < index + length; i++) {
            int next = buffer.getByte(i);
            if (!mayFollow(previous, next)) {
                return false;
            }
            previous = next;
        }
        return previous != '.';
    }

    private static boolean mayFollow(int previous, int next) {
        return switch (next) {
            case '/', '*', '>' -> false;
            case '.' -> previous != '.';
            default -> true;
        };
    }

    /** Returns one text for all names that differ only in letter case and so cannot coexist. */
    public static String foldCase(String name) {
        // Converts to upper case and then to lower case, as String.equalsIgnoreCase does, because
        // some letters are equal in only one of the cases.
        return name.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns whether two names are equal if letter case is ignored. */
    public static boolean equalsIgnoringCase(String one, String other) {
        return foldCase(one).equals(foldCase(other));
    }
}
