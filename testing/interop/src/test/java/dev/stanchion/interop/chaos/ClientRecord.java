package dev.stanchion.interop.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one client has published and was told. Safe for use by many threads.
 *
 * <p>Times are those at which this process has read what the client's library said.
 */
final class ClientRecord {
    private final String client;
    private final Map<Long, Publish> publishes = new TreeMap<>();
    private final List<Delivery> listener = new ArrayList<>();
    private final List<Delivery> group = new ArrayList<>();
    private final List<Long> ackedAtNanos = new ArrayList<>();
    private final List<Long> deliveredAtNanos = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    ClientRecord(String client) {
        this.client = client;
    }

    /**
     * An event other than a message or an acknowledgement.
     *
     * @param text the library's text of an error, otherwise empty
     */
    record Told(String client, Kind kind, long atNanos, String text) {
        /** The events by what they mean for an application. */
        enum Kind {
            /** The TCP connection is gone; the library looks for another server. */
            DISCONNECTED,
            RECONNECTED,
            /** The error callback. */
            ERROR,
            /** The connection lost callback: the library has given up. */
            LOST
        }
    }

    String client() {
        return client;
    }

    synchronized void sent(long number, long nowNanos) {
        publishes.put(
                number, new Publish(client, number, nowNanos, Publish.Outcome.UNANSWERED, null));
    }

    synchronized void acknowledged(long number, long nowNanos) {
        outcome(number, Publish.Outcome.ACKNOWLEDGED, null);
        ackedAtNanos.add(nowNanos);
    }

    synchronized void refused(long number, String error) {
        outcome(number, Publish.Outcome.REFUSED, error);
    }

    synchronized void timedOut(long number, String error) {
        outcome(number, Publish.Outcome.UNANSWERED, error);
    }

    synchronized void notSent(long number, String error) {
        outcome(number, Publish.Outcome.NOT_SENT, error);
    }

    private void outcome(long number, Publish.Outcome outcome, @Nullable String error) {
        publishes.computeIfPresent(
                number,
                (ignored, sent) -> new Publish(client, number, sent.sentAtNanos(), outcome, error));
    }

    synchronized void listenerGot(Delivery delivery, long nowNanos) {
        listener.add(delivery);
        deliveredAtNanos.add(nowNanos);
    }

    synchronized void memberGot(Delivery delivery) {
        group.add(delivery);
    }

    synchronized void told(Told.Kind kind, long nowNanos, String text) {
        told.add(new Told(client, kind, nowNanos, text));
    }

    synchronized List<Publish> publishes() {
        return List.copyOf(publishes.values());
    }

    synchronized List<Delivery> listener() {
        return List.copyOf(listener);
    }

    synchronized List<Delivery> group() {
        return List.copyOf(group);
    }

    synchronized List<Told> told() {
        return List.copyOf(told);
    }

    /** Returns when acknowledgements came, in order. */
    synchronized List<Long> ackedAtNanos() {
        return List.copyOf(ackedAtNanos);
    }

    /** Returns when the durable got messages, in order. */
    synchronized List<Long> deliveredAtNanos() {
        return List.copyOf(deliveredAtNanos);
    }
}
