package dev.stanchion.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.protocol.Ack;
import dev.stanchion.protocol.SubscriptionRequest;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** A subscription that the server has granted, and its messages. It acknowledges only on demand. */
public final class Subscriber {
    private final StanPeer client;
    private final SubscriptionRequest request;
    private final Arrivals<Delivered> arrivals;
    private final String ackInbox;

    Subscriber(
            StanPeer client,
            SubscriptionRequest request,
            Arrivals<Delivered> arrivals,
            String ackInbox) {
        this.client = client;
        this.request = request;
        this.arrivals = arrivals;
        this.ackInbox = ackInbox;
    }

    public String ackInbox() {
        return ackInbox;
    }

    public String inbox() {
        return request.inbox();
    }

    public Delivered awaits() {
        return arrivals.awaits();
    }

    /** Waits for the next messages, whichever they are. */
    public List<Delivered> awaitsMessages(int count) {
        return arrivals.awaits(count);
    }

    /** Waits until exactly these come next, in this order, for the first time. */
    public void awaitsNew(long... sequences) {
        List<Delivered> arrived = arrivals.awaits(sequences.length);
        assertThat(arrived).extracting(Delivered::sequence).containsExactly(boxed(sequences));
        assertThat(arrived).noneMatch(Delivered::redelivered);
    }

    /** Waits until exactly these come next, in this order, flagged as redelivered. */
    public void awaitsAgain(long... sequences) {
        List<Delivered> arrived = arrivals.awaits(sequences.length);
        assertThat(arrived).extracting(Delivered::sequence).containsExactly(boxed(sequences));
        assertThat(arrived).allMatch(Delivered::redelivered);
    }

    /** Waits for these, new, and acknowledges each before it waits for the next. */
    public void awaitsAndAcknowledges(long... sequences) {
        for (long sequence : sequences) {
            awaitsNew(sequence);
            acknowledges(sequence);
        }
    }

    public Optional<Delivered> polls(Duration patience) {
        return arrivals.polls(patience);
    }

    public List<Delivered> soFar() {
        return arrivals.soFar();
    }

    public void staysQuiet() {
        arrivals.stayAway();
    }

    public void staysQuiet(Duration patience) {
        arrivals.stayAway(patience);
    }

    /** Acknowledges; the server sends no answer. */
    public void acknowledges(long... sequences) {
        for (long sequence : sequences) {
            acknowledges(request.channel(), sequence);
        }
    }

    /** Acknowledges in the name of a channel, which need not be its own. */
    public void acknowledges(String channel, long sequence) {
        acknowledges(Encoded.as(new Ack(channel, sequence)::encodeTo));
    }

    /** Acknowledges over another NATS connection than its client's. */
    public void acknowledgesOver(NatsPeer nats, long sequence) {
        nats.publishes(ackInbox, Encoded.as(new Ack(request.channel(), sequence)::encodeTo));
    }

    /** Sends whatever is given where acks go. */
    public void acknowledges(ByteBuf payload) {
        client.nats().publishes(ackInbox, payload);
    }

    public void acknowledges(Delivered message) {
        acknowledges(message.sequence());
    }

    /** Ends for good; returns the error, empty on success. */
    public String unsubscribes() {
        return client.unsubscribes(request.channel(), ackInbox);
    }

    /** Ends and keeps its durable; returns the error, empty on success. */
    public String closes() {
        return client.closesSubscription(request.channel(), ackInbox);
    }

    /** Does the same as {@link #closes()}, without waiting for the answer. */
    public void startsToClose() {
        client.startsToCloseSubscription(request.channel(), ackInbox);
    }

    private static Long[] boxed(long... sequences) {
        return LongStream.of(sequences).boxed().toArray(Long[]::new);
    }
}
