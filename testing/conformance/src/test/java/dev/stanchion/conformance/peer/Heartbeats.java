package dev.stanchion.conformance.peer;

import dev.stanchion.kit.wire.NatsMessage;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's ear for heartbeats and probes: answers them at once, with empty payload, until told
 * otherwise. Answers come from the connection's reader thread.
 */
public final class Heartbeats {
    private final NatsPeer nats;
    private final String inbox;
    private final Arrivals<NatsMessage> arrived = new Arrivals<>("heartbeat");
    private volatile @Nullable ByteBuf answer = Encoded.empty();
    private final int sid;

    Heartbeats(NatsPeer nats, String inbox) {
        this.nats = nats;
        this.inbox = inbox;
        this.sid = nats.subscribes(inbox, this::take);
    }

    private void take(NatsMessage heartbeat) {
        arrived.add(heartbeat);
        ByteBuf payload = answer;
        if (payload != null) {
            nats.publishes(heartbeat.reply(), payload);
        }
    }

    public String inbox() {
        return inbox;
    }

    /** From now on listens without answering. */
    public void staySilent() {
        answer = null;
    }

    public void areAnswered() {
        areAnsweredWith(Encoded.empty());
    }

    public void areAnsweredWith(ByteBuf payload) {
        answer = payload;
    }

    /** Ends the subscription to the heartbeat inbox. */
    public void findNobody() {
        nats.unsubscribes(sid);
        nats.flushes();
    }

    public NatsMessage awaits() {
        return arrived.awaits();
    }

    public Optional<NatsMessage> polls(Duration patience) {
        return arrived.polls(patience);
    }

    /** Forgets those that have come. */
    public int soFar() {
        return arrived.soFar().size();
    }

    /** Answers one by hand. */
    public void answer(NatsMessage heartbeat) {
        nats.publishes(heartbeat.reply(), Encoded.empty());
    }
}
