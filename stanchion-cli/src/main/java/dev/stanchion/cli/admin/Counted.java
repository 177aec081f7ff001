package dev.stanchion.cli.admin;

/** Numbers with their nouns. */
final class Counted {
    private Counted() {}

    /** Returns {@code 1 message} or {@code 1,204 messages}. */
    static String of(long count, String noun) {
        return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }
}
