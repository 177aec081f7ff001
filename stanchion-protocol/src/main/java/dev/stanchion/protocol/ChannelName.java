package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Which names a channel may have ({@code spec/streaming.md} 4.1), and which two names cannot
 * coexist (10.1).
 */
public final class ChannelName {
    private ChannelName() {}

    /**
     * Tells whether a channel may have this name: not empty, no {@code /}, {@code *} or {@code >},
     * no {@code .} at either end, no two in a row. Anything else passes, white space too.
     */
    public static boolean isValid(String name) {
        int previous = '.'; // so that a leading dot is the second in a row
        for (int i = 0; i < name.length(); i++) {
            int next = name.charAt(i);
            if (!mayFollow(previous, next)) {
                return false;
            }
            previous = next;
        }
        return previous != '.';
    }

    /** As {@link #isValid(String)}, for the encoded name. No allocation. */
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

    /**
     * Returns the same text for all names that cannot coexist because they differ in letter case
     * only.
     */
    public static String foldCase(String name) {
        // Up and down again, as in String.equalsIgnoreCase: some letters meet only one way.
        return name.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Tells whether two names are equal but for the case of their letters. */
    public static boolean equalsIgnoringCase(String one, String other) {
        return foldCase(one).equals(foldCase(other));
    }
}
