package dev.stanchion.nats.routing;

import java.util.Arrays;

/** The rules of {@code spec/nats-core.md} 3.1 about subjects. Pure functions over bytes. */
public final class Subjects {
    private Subjects() {}

    /**
     * Returns whether a client may subscribe to it: it has no empty token, and {@code >} only as
     * the last token.
     */
    public static boolean isValid(byte[] subject) {
        int start = 0;
        while (true) {
            int end = tokenEnd(subject, start, subject.length);
            if (start == end) {
                return false;
            }
            if (end == subject.length) {
                return true;
            }
            if (isToken(subject, start, end, '>')) {
                return false;
            }
            start = end + 1;
        }
    }

    /** Returns whether it names exactly one subject: it has no empty token and no wildcard. */
    public static boolean isLiteral(byte[] subject) {
        int start = 0;
        while (true) {
            int end = tokenEnd(subject, start, subject.length);
            if (start == end
                    || isToken(subject, start, end, '*')
                    || isToken(subject, start, end, '>')) {
                return false;
            }
            if (end == subject.length) {
                return true;
            }
            start = end + 1;
        }
    }

    /** Returns whether it contains no byte that would end or split it on the wire. */
    public static boolean isPrintable(byte[] subject) {
        for (byte b : subject) {
            if (b >= 0 && b <= ' ') {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of tokens, with empty ones. The subject need not be valid. */
    public static int tokenCount(byte[] subject) {
        int count = 1;
        for (byte b : subject) {
            if (b == '.') {
                count++;
            }
        }
        return count;
    }

    /**
     * Returns whether a valid pattern matches a subject, in which wildcards are ordinary tokens.
     */
    public static boolean matches(byte[] pattern, byte[] subject) {
        int inPattern = 0;
        int inSubject = 0;
        while (inPattern <= pattern.length && inSubject <= subject.length) {
            int end = tokenEnd(pattern, inPattern, pattern.length);
            int subjectEnd = tokenEnd(subject, inSubject, subject.length);
            if (isToken(pattern, inPattern, end, '>')) {
                return true;
            }
            if (!isToken(pattern, inPattern, end, '*')
                    && !Arrays.equals(pattern, inPattern, end, subject, inSubject, subjectEnd)) {
                return false;
            }
            inPattern = end + 1;
            inSubject = subjectEnd + 1;
        }
        return inPattern > pattern.length && inSubject > subject.length;
    }

    /** Returns the end of the token that begins at {@code start}: a dot or {@code end}. */
    static int tokenEnd(byte[] subject, int start, int end) {
        int at = start;
        while (at < end && subject[at] != '.') {
            at++;
        }
        return at;
    }

    static boolean isToken(byte[] subject, int start, int end, char wildcard) {
        return end - start == 1 && subject[start] == wildcard;
    }

    /**
     * Returns whether a pattern matches a subject, whatever the subject has at the place of the
     * pattern's {@code >}.
     */
    static boolean leadsTo(byte[] pattern, byte[] subject, int length) {
        int wanted = 0;
        int at = 0;
        while (wanted < pattern.length && at <= length) {
            int wantedEnd = tokenEnd(pattern, wanted, pattern.length);
            int end = tokenEnd(subject, at, length);
            if (isToken(pattern, wanted, wantedEnd, '>')) {
                return true;
            }
            boolean isAny = isToken(pattern, wanted, wantedEnd, '*') && end > at;
            if (!isAny && !Arrays.equals(pattern, wanted, wantedEnd, subject, at, end)) {
                return false;
            }
            wanted = wantedEnd + 1;
            at = end + 1;
        }
        return false;
    }

    static boolean hasEmptyToken(byte[] subject, int length) {
        boolean afterDot = true;
        for (int i = 0; i < length; i++) {
            boolean dot = subject[i] == '.';
            if (dot && afterDot) {
                return true;
            }
            afterDot = dot;
        }
        return afterDot;
    }
}
