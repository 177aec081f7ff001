package dev.stanchion.nats.wire;

import java.nio.ByteBuffer;

/** An operation of a client, and what may follow its name on the line. */
enum Op {
    PUB("PUB", Rest.SEPARATED_ARGUMENTS),
    HPUB("HPUB", Rest.SEPARATED_ARGUMENTS),
    SUB("SUB", Rest.SEPARATED_ARGUMENTS),
    UNSUB("UNSUB", Rest.SEPARATED_ARGUMENTS),
    ERR("-ERR", Rest.SEPARATED_ARGUMENTS),
    CONNECT("CONNECT", Rest.ARGUMENTS),
    INFO("INFO", Rest.ARGUMENTS),
    PING("PING", Rest.IGNORED),
    PONG("PONG", Rest.IGNORED),
    OK("+OK", Rest.IGNORED);

    /** What follows the name. */
    enum Rest {
        /** At least one blank, then arguments. */
        SEPARATED_ARGUMENTS,
        /** Arguments, with or without a blank before them. */
        ARGUMENTS,
        /** Anything up to the end of the line, without a limit. */
        IGNORED
    }

    private final String letters;
    private final Rest rest;

    Op(String letters, Rest rest) {
        this.letters = letters;
        this.rest = rest;
    }

    int length() {
        return letters.length();
    }

    Rest rest() {
        return rest;
    }

    /**
     * Returns whether the bytes at {@code index}, as far as they have come, agree with this name.
     */
    boolean agreesWith(ByteBuffer in, int index, int end) {
        int known = Math.min(letters.length(), end - index);
        for (int i = 0; i < known; i++) {
            if (upperCase(in.get(index + i)) != letters.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the only operation whose name can begin with the bytes at {@code index}. */
    static Op startingWith(ByteBuffer in, int index, int end) {
        Op op =
                switch (upperCase(in.get(index))) {
                    case 'P' -> secondLetterOfP(in, index + 1, end);
                    case 'H' -> HPUB;
                    case 'S' -> SUB;
                    case 'U' -> UNSUB;
                    case 'C' -> CONNECT;
                    case 'I' -> INFO;
                    case '+' -> OK;
                    case '-' -> ERR;
                    default -> throw ProtocolViolation.unknownOperation();
                };
        if (!op.agreesWith(in, index, end)) {
            throw ProtocolViolation.unknownOperation();
        }
        return op;
    }

    private static Op secondLetterOfP(ByteBuffer in, int index, int end) {
        if (index == end) {
            return PUB; // any of them will do: a single P does not decide yet
        }
        return switch (upperCase(in.get(index))) {
            case 'I' -> PING;
            case 'O' -> PONG;
            default -> PUB;
        };
    }

    private static int upperCase(byte letter) {
        return letter >= 'a' && letter <= 'z' ? letter - ('a' - 'A') : letter;
    }
}
