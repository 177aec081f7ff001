package dev.stanchion.client;

import java.time.Duration;
import java.util.List;

/**
 * What happens to a {@link StreamingClient} without the program's doing. Each has a text for
 * people, {@code toString()}. Immutable.
 */
public sealed interface ClientEvent {
    /**
     * The client is registered for the first time.
     *
     * @param server the URL of the NATS server
     */
    record Connected(String clientId, String server) implements ClientEvent {}

    /** The TCP connection broke. The client reconnects; the server may still know it. */
    record Disconnected() implements ClientEvent {}

    /** The TCP connection is back, with all subscriptions. */
    record Reconnected(Duration after) implements ClientEvent {}

    /**
     * The registration is over: the server does not know the client any more, has given its ID to
     * another one, or does not answer. The client recovers, if {@link Recovery} says so.
     */
    record Lost(StreamingException reason) implements ClientEvent {}

    /**
     * The client has a new registration.
     *
     * @param after how long it had none
     * @param resubscribed how many subscriptions go on
     * @param gaps what could not be kept, in words; empty if everything goes on as before. A
     *     message that is missing is known only when the next one arrives; see {@link Gap}
     */
    record Recovered(String clientId, Duration after, int resubscribed, List<String> gaps)
            implements ClientEvent {
        public Recovered {
            gaps = List.copyOf(gaps);
        }
    }

    /** The client has given up. Only {@link StreamingClient#close()} is useful now. */
    record Failed(StreamingException reason) implements ClientEvent {}

    /**
     * After a recovery messages are missing: the server has removed them, or the channel begins
     * anew.
     *
     * @param first the first sequence that is missing; unsigned
     * @param last the last one, unsigned; 0 if it is not known, because the channel begins anew
     */
    record Gap(Subscription subscription, long first, long last) implements ClientEvent {}

    /** The server refuses a subscription after a recovery. The client asks again at intervals. */
    record Refused(Subscription subscription, StreamingException reason) implements ClientEvent {}

    /**
     * A message is not acknowledged yet, and three quarters of its ack wait are over.
     *
     * @param oldest for how long the client has had it
     */
    record SlowHandler(Subscription subscription, long sequence, Duration oldest)
            implements ClientEvent {}

    /**
     * A message has come at least four times. Perhaps no handler can process it.
     *
     * @param count how often it was sent again; unsigned
     */
    record Redelivered(Subscription subscription, long sequence, int count)
            implements ClientEvent {}
}
