package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Inboxes with a common prefix. One wildcard subscription receives the messages of all of them, so
 * a new inbox needs no request to the server. The number in the subject identifies the inbox, and
 * the lookup allocates nothing.
 *
 * <pre>
 *   _INBOX.secret of all.number.secret of its own
 * </pre>
 *
 * <p>Confined to the inbound link's loop, except {@link #next} and {@link #has}.
 */
final class PrivateInboxes {
    private final String prefix;
    private final AtomicInteger lastNumber = new AtomicInteger();
    private final IntObjectHashMap<Inbox> inboxes = new IntObjectHashMap<>();

    /** One subject and its handler. */
    private static final class Inbox {
        private final byte[] subject;
        private final BusHandler handler;

        Inbox(String subject, BusHandler handler) {
            this.subject = subject.getBytes(StandardCharsets.US_ASCII);
            this.handler = handler;
        }

        boolean isSubjectOf(BusMessage message) {
            if (subject.length != message.subjectLength()) {
                return false;
            }
            for (int i = 0; i < subject.length; i++) {
                if (subject[i] != message.buffer().getByte(message.subjectIndex() + i)) {
                    return false;
                }
            }
            return true;
        }
    }

    PrivateInboxes(String secret) {
        this.prefix = "_INBOX." + secret + ".";
    }

    /** Returns the wildcard that matches all inboxes. */
    String wildcard() {
        return prefix + ">";
    }

    /** Returns the subject of a new inbox. Any thread. */
    String next(String secret) {
        return prefix + lastNumber.incrementAndGet() + "." + secret;
    }

    /** Returns whether a subject is one of these. Any thread. */
    boolean has(String subject) {
        return subject.startsWith(prefix) && number(subject) > 0;
    }

    private int number(String subject) {
        int end = subject.indexOf('.', prefix.length());
        try {
            return end < 0 ? -1 : Integer.parseInt(subject, prefix.length(), end, 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    void open(String subject, BusHandler handler) {
        inboxes.put(number(subject), new Inbox(subject, handler));
    }

    void close(String subject) {
        inboxes.remove(number(subject));
    }

    /** Returns the handler of a message; null if there is none. */
    @Nullable BusHandler find(BusMessage message) {
        ByteBuf buffer = message.buffer();
        int end = message.subjectIndex() + message.subjectLength();
        int number = 0;
        for (int at = message.subjectIndex() + prefix.length(); at < end; at++) {
            int digit = buffer.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = 10 * number + digit;
        }
        Inbox inbox = inboxes.get(number);
        return inbox != null && inbox.isSubjectOf(message) ? inbox.handler : null;
    }
}
