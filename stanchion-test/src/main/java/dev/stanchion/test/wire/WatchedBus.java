package dev.stanchion.test.wire;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.UnheardListener;
import dev.stanchion.engine.spi.UnheardSubjects;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.test.wire.Conversation.Fate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A bus whose messages are read, and go wrong when a test wants that. */
public final class WatchedBus implements Bus {
    /** The answer to a connect request that a test refuses. */
    static final String REFUSED = "stan: refused by the test";

    private final Bus bus;
    private final Requests requests;
    private final Conversation conversation;
    private volatile boolean isMute;

    /** The beginning of the subjects on which clients answer; empty until it is known. */
    private volatile String answers = "";

    /**
     * @param conversation outlives the bus
     */
    public WatchedBus(Bus bus, String discoverPrefix, String clusterId, Conversation conversation) {
        this.bus = bus;
        this.requests = new Requests(discoverPrefix, clusterId);
        this.conversation = conversation;
    }

    /** Lets nothing through in either direction any more, as if the process had ended. */
    public void mute() {
        isMute = true;
    }

    boolean isMute() {
        return isMute;
    }

    /**
     * Returns whether an answer on this subject is that of a client to the question if it lives.
     */
    boolean isForAnswers(String replyTo) {
        String known = answers;
        return !known.isEmpty() && replyTo.startsWith(known);
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        Requests.Kind kind = requests.kindOf(subject);
        if (kind == Requests.Kind.ANSWER) {
            answers = subject.substring(0, subject.length() - 1);
        }
        return bus.subscribe(
                subject,
                message -> {
                    if (isMute) {
                        return;
                    }
                    Fate fate =
                            requests.isShared(kind, subject, subjectOf(message))
                                    ? Fate.PASSES
                                    : conversation.arrived(kind, message);
                    if (fate != Fate.IS_LOST) {
                        handler.onMessage(message);
                    } else if (kind == Requests.Kind.CONNECT) {
                        refuse(message);
                    }
                });
    }

    private static String subjectOf(BusMessage message) {
        return Conversation.text(message.buffer(), message.subjectIndex(), message.subjectLength());
    }

    private void refuse(BusMessage request) {
        String reply =
                Conversation.text(request.buffer(), request.replyIndex(), request.replyLength());
        if (!reply.isEmpty()) {
            ByteBuf answer = Unpooled.buffer();
            ConnectResponse.refused(REFUSED).encodeTo(answer);
            bus.destination(reply).publish(answer, 0, answer.writerIndex());
        }
    }

    @Override
    public Destination destination(String subject) {
        return new WatchedDestination(bus.destination(subject), this, conversation);
    }

    @Override
    public String newInbox(Entropy entropy) {
        return bus.newInbox(entropy);
    }

    @Override
    public boolean mayHaveInterest(String subject) {
        return bus.mayHaveInterest(subject);
    }

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return bus.watchInterest(subject, shard, listener);
    }

    @Override
    public void tellUnheard(ShardExecutor shard, UnheardListener listener) {
        bus.tellUnheard(shard, listener);
    }

    @Override
    public void takeUnheard(ShardExecutor shard, UnheardSubjects listener) {
        bus.takeUnheard(shard, listener);
    }
}
