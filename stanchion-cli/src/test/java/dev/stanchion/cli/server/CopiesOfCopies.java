package dev.stanchion.cli.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Copies a part of an array that is a copy itself, often enough for the optimizing compiler, and
 * ends with 1 if a copy ever differs. With compact object headers, the compiler of Java 25.0.3 puts
 * zeros in place of the first four bytes (JDK-8380060).
 */
final class CopiesOfCopies {
    private static final int ROUNDS = 100_000;
    private static final String TEXT = "tickets:created 12345678";
    private static final byte[] BYTES = TEXT.getBytes(US_ASCII);
    private static final int PART = 21;

    private CopiesOfCopies() {}

    public static void main(String[] args) {
        String expected = TEXT.substring(0, PART);
        for (int i = 0; i < ROUNDS; i++) {
            if (!part().equals(expected)) {
                System.exit(1);
            }
        }
    }

    /** The length is a constant for the compiler, and the text copies the array. */
    @SuppressWarnings("deprecation") // it copies without a loop, unlike its successors
    private static String part() {
        return new String(BYTES, 0, 0, BYTES.length).substring(0, PART);
    }
}
