package dev.stanchion.nats.permission;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A subject that may have wildcards, split into tokens for fast comparison. Immutable.
 *
 * <p>It is compared with bytes, as on the wire. A subject with an empty token matches nothing, as
 * in the router.
 */
final class SubjectPattern {
    private static final byte[] ONE = {'*'};
    private static final byte[] REST = {'>'};

    private final byte[][] tokens;
    private final boolean open;

    /**
     * @param subject valid, see {@link dev.stanchion.nats.routing.Subjects#isValid}
     */
    SubjectPattern(String subject) {
        String[] parts = subject.split("\\.", -1);
        tokens = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            tokens[i] = parts[i].getBytes(StandardCharsets.UTF_8);
        }
        open = Arrays.equals(tokens[tokens.length - 1], REST);
    }

    /** Returns whether the pattern matches a message with this subject. */
    boolean matches(byte[] bytes, int from, int length) {
        return compare(bytes, from, length, Comparison.LITERAL);
    }

    /** Returns whether this pattern matches everything that another pattern can match. */
    boolean covers(byte[] subject) {
        return compare(subject, 0, subject.length, Comparison.COVER);
    }

    /** As {@link #covers}, and the other pattern has no wildcard where this one has {@code *}. */
    boolean coversNamed(byte[] subject) {
        return compare(subject, 0, subject.length, Comparison.COVER_NAMED);
    }

    /** Returns whether a subject exists that matches both. */
    boolean overlaps(byte[] subject) {
        return compare(subject, 0, subject.length, Comparison.OVERLAP);
    }

    private enum Comparison {
        /**
         * The other is the subject of a message, in which {@code *} and {@code >} are ordinary
         * characters.
         */
        LITERAL,
        COVER,
        COVER_NAMED,
        OVERLAP
    }

    private boolean compare(byte[] bytes, int from, int length, Comparison comparison) {
        int end = from + length;
        int start = from;
        int index = 0;
        while (true) {
            int tokenEnd = tokenEnd(bytes, start, end);
            if (tokenEnd == start) {
                return false;
            }
            boolean othersRest =
                    comparison != Comparison.LITERAL && isToken(REST, bytes, start, tokenEnd);
            if (index == tokens.length) {
                return false;
            }
            if (open && index == tokens.length - 1) {
                return comparison != Comparison.LITERAL || !hasEmptyToken(bytes, start, end);
            }
            if (othersRest) {
                return comparison == Comparison.OVERLAP;
            }
            if (!agrees(tokens[index], bytes, start, tokenEnd, comparison)) {
                return false;
            }
            index++;
            if (tokenEnd == end) {
                return index == tokens.length;
            }
            start = tokenEnd + 1;
        }
    }

    private static boolean agrees(
            byte[] own, byte[] bytes, int start, int end, Comparison comparison) {
        boolean othersOne = comparison != Comparison.LITERAL && isToken(ONE, bytes, start, end);
        if (Arrays.equals(own, ONE)) {
            return !othersOne || comparison != Comparison.COVER_NAMED;
        }
        return othersOne
                ? comparison == Comparison.OVERLAP
                : Arrays.equals(own, 0, own.length, bytes, start, end);
    }

    private static boolean isToken(byte[] token, byte[] bytes, int start, int end) {
        return Arrays.equals(token, 0, token.length, bytes, start, end);
    }

    private static int tokenEnd(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] != '.') {
            at++;
        }
        return at;
    }

    private static boolean hasEmptyToken(byte[] bytes, int start, int end) {
        boolean afterDot = true;
        for (int i = start; i < end; i++) {
            boolean dot = bytes[i] == '.';
            if (dot && afterDot) {
                return true;
            }
            afterDot = dot;
        }
        return afterDot;
    }
}
