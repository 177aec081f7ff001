package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Registration;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A subject on which clients send, and the engine's handler while there is one. Owned by the
 * witness.
 */
final class ClientSubject {
    /** What clients send on a subject. */
    enum Kind {
        PUBLISH,
        CONNECT,
        PING,
        OTHER
    }

    private final String subject;
    private final Kind kind;
    private final Predicate<BusMessage> accepts;
    private final byte[] literal;
    private final boolean isLiteral;

    /** The handler of the term; null if there is none. */
    @Nullable BusHandler handler;

    /** The subscription on the bus, which lives as long as the process. */
    @Nullable Registration registration;

    /**
     * @param accepts tells which messages are for this cluster ID
     */
    ClientSubject(String subject, Kind kind, Predicate<BusMessage> accepts) {
        this.subject = subject;
        this.kind = kind;
        this.accepts = accepts;
        int wildcard = wildcard(subject);
        this.isLiteral = wildcard == subject.length();
        this.literal = subject.substring(0, wildcard).getBytes(StandardCharsets.UTF_8);
    }

    private static int wildcard(String subject) {
        for (int i = 0; i < subject.length(); i++) {
            if (subject.charAt(i) == '*' || subject.charAt(i) == '>') {
                return i;
            }
        }
        return subject.length();
    }

    String subject() {
        return subject;
    }

    Kind kind() {
        return kind;
    }

    boolean accepts(BusMessage message) {
        return accepts.test(message);
    }

    /** Returns whether a message that did not come from the subscription belongs to it. */
    boolean matches(BusMessage message) {
        boolean fits =
                isLiteral
                        ? message.subjectLength() == literal.length
                        : message.subjectLength() > literal.length;
        if (!fits) {
            return false;
        }
        for (int i = 0; i < literal.length; i++) {
            if (message.buffer().getByte(message.subjectIndex() + i) != literal[i]) {
                return false;
            }
        }
        return accepts(message);
    }
}
