package dev.stanchion.nats.permission;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The reply subjects of messages that a connection has received, and may answer. Safe for use by
 * many threads: any loop delivers messages, and the connection's loop publishes the answers. Only
 * connections with {@code allow_responses} have this object, so only they pay for the lock.
 */
final class ResponsePermits {
    /** The maximum number, as in the reference. Beyond it, the oldest ones are forgotten. */
    static final int MAX = 4096;

    private final int max;
    private final long expiresNanos;
    private final Map<ByteBuffer, Ticket> tickets = new LinkedHashMap<>();

    private static final class Ticket {
        private final long sinceNanos;
        private int uses;

        Ticket(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    ResponsePermits(Responses rule) {
        max = rule.max();
        expiresNanos = rule.expires().isNegative() ? -1 : nanos(rule);
    }

    private static long nanos(Responses rule) {
        try {
            return rule.expires().toNanos();
        } catch (ArithmeticException e) {
            return -1; // 292 years
        }
    }

    synchronized void give(byte[] reply, long nowNanos) {
        ByteBuffer key = ByteBuffer.wrap(reply);
        tickets.remove(key);
        tickets.put(key, new Ticket(nowNanos));
        Iterator<Ticket> oldestFirst = tickets.values().iterator();
        while (oldestFirst.hasNext()
                && (isExpired(oldestFirst.next(), nowNanos) || tickets.size() > MAX)) {
            oldestFirst.remove();
        }
    }

    /** Takes one use of a ticket, if there is one. */
    synchronized boolean use(ByteBuffer bytes, int index, int length, long nowNanos) {
        ByteBuffer key = bytes.slice(index, length);
        Ticket ticket = tickets.get(key);
        if (ticket == null) {
            return false;
        }
        if (isExpired(ticket, nowNanos)) {
            tickets.remove(key);
            return false;
        }
        ticket.uses++;
        if (max >= 0 && ticket.uses >= max) {
            tickets.remove(key);
        }
        return true;
    }

    private boolean isExpired(Ticket ticket, long nowNanos) {
        return expiresNanos >= 0 && nowNanos - ticket.sinceNanos > expiresNanos;
    }
}
