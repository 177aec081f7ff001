package dev.stanchion.bus.nats;

/** What a reply subject of an outlet stands for; one letter of the subject says it. */
enum ReplyKind {
    /** A delivery: the number of its receiver, and its mark. */
    DELIVERY('d'),
    /** An answer: its number. */
    ANSWER('a'),
    /** A question whether anybody listens: the number of the receiver. */
    PROBE('p');

    private final char letter;

    ReplyKind(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }
}
