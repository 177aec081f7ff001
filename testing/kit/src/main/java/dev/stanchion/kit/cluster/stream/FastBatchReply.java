package dev.stanchion.kit.cluster.stream;

import java.util.Optional;

/**
 * What the reply subject of a message says about the batch that the message belongs to:
 *
 * <pre>
 *   prefix . batch . flow . gap mode . sequence in the batch . operation . $FI
 * </pre>
 *
 * Immutable.
 *
 * @param flow how many messages the publisher wants to send between two answers
 * @param gapOk whether the batch goes on if messages are missing
 * @param sequence from 1
 */
record FastBatchReply(String batch, int flow, boolean gapOk, long sequence, Operation operation) {
    private static final String SUFFIX = ".$FI";
    private static final int DEFAULT_FLOW = 10;
    private static final int MAX_FLOW = 65_535;
    private static final int PARTS = 5;

    /** What to do with the message; the order is that of the numbers in the reply subject. */
    enum Operation {
        START,
        APPEND,
        COMMIT,
        /** Ends the batch without storing the message. */
        COMMIT_WITHOUT,
        PING
    }

    /** Tells whether the reply subject is one of a batch. */
    static boolean isMeant(String reply) {
        return reply.length() > SUFFIX.length() && reply.endsWith(SUFFIX);
    }

    /** Reads a reply subject; nothing if it is not as it has to be. */
    static Optional<FastBatchReply> read(String reply) {
        String[] tokens = reply.substring(0, reply.length() - SUFFIX.length()).split("\\.", -1);
        int first = tokens.length - PARTS;
        if (first < 1) {
            return Optional.empty();
        }
        long sequence = number(tokens[first + 3]);
        long operation = number(tokens[first + 4]);
        String gap = tokens[first + 2];
        if (sequence <= 0
                || operation < 0
                || operation >= Operation.values().length
                || !(gap.equals("fail") || gap.equals("ok"))) {
            return Optional.empty();
        }
        FastBatchReply read =
                new FastBatchReply(
                        tokens[first],
                        flow(number(tokens[first + 1])),
                        gap.equals("ok"),
                        sequence,
                        Operation.values()[(int) operation]);
        return Optional.of(read).filter(FastBatchReply::isConsistent);
    }

    private static int flow(long wanted) {
        return wanted <= 0 ? DEFAULT_FLOW : (int) Math.min(wanted, MAX_FLOW);
    }

    private boolean isConsistent() {
        return switch (operation) {
            case START -> sequence == 1;
            case APPEND, COMMIT_WITHOUT -> sequence > 1;
            case COMMIT, PING -> true;
        };
    }

    private static long number(String digits) {
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
    }

    boolean commits() {
        return operation == Operation.COMMIT || operation == Operation.COMMIT_WITHOUT;
    }
}
