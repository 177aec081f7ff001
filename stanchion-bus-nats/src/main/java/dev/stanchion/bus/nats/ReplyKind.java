package dev.stanchion.bus.nats;

/**
 * The kind of message that a reply subject of an outbound link belongs to. One letter of the
 * subject shows the kind.
 */
enum ReplyKind {
    /** A delivery. The subject has the number of the receiver and the mark of the delivery. */
    DELIVERY('d'),
    /** An answer. The subject has the number of the answer. */
    ANSWER('a'),
    /** A probe for subscribers. The subject has the number of the receiver. */
    PROBE('p');

    private final char letter;

    ReplyKind(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }
}
