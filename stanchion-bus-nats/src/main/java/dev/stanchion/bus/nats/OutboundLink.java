package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.UnheardListener;
import dev.stanchion.nats.link.Link;
import dev.stanchion.nats.link.LinkListener;
import dev.stanchion.nats.link.LinkOptions;
import dev.stanchion.nats.link.PeerInfo;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.wire.PubOp;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the messages of one shard and tracks whether they arrive. Confined to the shard's loop,
 * except {@link #execute}. No allocation per message. The reply subjects are:
 *
 * <pre>
 *   _INBOX.secret.d.12.4711   the delivery with the mark 4711 to the receiver 12
 *   _INBOX.secret.a.99        the answer 99
 *   _INBOX.secret.p.12        a question about the receiver 12
 * </pre>
 *
 * <p>The server sends a message on one of these subjects to report that the published message had
 * no receiver.
 */
final class OutboundLink implements LinkListener {
    private static final byte[] NO_REPLY = {};
    private static final int TRACING_MINOR = 11;

    private final NatsLoop loop;
    private final Link link;
    private final LinkListener log;
    private final InboundLink inboundLink;
    private final Receivers receivers;
    private final UnconfirmedAnswers answers = new UnconfirmedAnswers();
    private final ReplySubject answerReply;
    private final int prefixLength;
    private UnheardListener unheard = (to, source, index, length) -> {};
    private boolean canHear;
    private boolean isFencing;

    /**
     * @param secret an unguessable token for the subjects of this outbound link
     */
    OutboundLink(
            NatsLoop loop,
            LinkOptions options,
            String secret,
            InboundLink inboundLink,
            LinkListener log) {
        String prefix = "_INBOX." + secret + ".";
        this.loop = loop;
        this.inboundLink = inboundLink;
        this.log = log;
        this.link = new Link(loop, options, this);
        this.receivers = new Receivers(this, loop, link, prefix, "_INBOX.trace-" + secret);
        this.answerReply = new ReplySubject(prefix + ReplyKind.ANSWER.letter() + ".");
        this.prefixLength = prefix.length();
        execute(() ->
                link.subscribe((prefix + ">").getBytes(StandardCharsets.US_ASCII), this::onNobody));
    }

    Link link() {
        return link;
    }

    Receivers receivers() {
        return receivers;
    }

    /** Any thread. */
    void execute(Runnable task) {
        loop.execute(task);
    }

    NatsLoop loop() {
        return loop;
    }

    void tellUnheard(UnheardListener listener) {
        unheard = listener;
    }

    /**
     * Publishes an answer, and remembers it until the outbound link knows whether the answer had a
     * receiver.
     */
    boolean answer(NatsDestination to, ByteBuf source, int index, int length) {
        if (!canHear) {
            return link.publish(to.bytes(), source, index, length);
        }
        int replyLength = answerReply.endWith(answers.nextNumber());
        boolean isSent =
                link.publish(to.bytes(), answerReply.bytes(), replyLength, source, index, length);
        if (isSent) {
            answers.add(to, source, index, length);
            fenceAnswers();
        }
        return isSent;
    }

    private void fenceAnswers() {
        if (!isFencing) {
            isFencing = true;
            loop.atEndOfTurn(() -> {
                answers.seal();
                link.fence(this::onAnswersWorkedOff);
            });
        }
    }

    private void onAnswersWorkedOff() {
        isFencing = false;
        answers.confirm();
        if (!answers.isEmpty()) {
            fenceAnswers();
        }
    }

    /** Publishes a request. Its sender waits for the answer. */
    void ask(NatsDestination to, byte[] reply, ByteBuf source, int index, int length) {
        link.publish(to.bytes(), reply, reply.length, source, index, length);
    }

    /**
     * Publishes a delivery.
     *
     * @param receiver the receiver of the subject; null if the shard does not watch the subject
     */
    boolean deliver(
            NatsDestination to,
            @Nullable Receiver receiver,
            ByteBuf source,
            int index,
            int length,
            long mark) {
        if (receiver == null || !canHear) {
            return link.publish(to.bytes(), NO_REPLY, 0, source, index, length);
        }
        ReplySubject reply = receiver.deliveryReply();
        return link.publish(to.bytes(), reply.bytes(), reply.endWith(mark), source, index, length);
    }

    boolean isCongested() {
        return link.isCongested();
    }

    void whenRelieved(Runnable task) {
        link.whenRelieved(task);
    }

    /** Runs the task on this shard after all messages that clients have sent until now. */
    void afterArrivals(Runnable task) {
        inboundLink.afterArrivals(loop, task);
    }

    /**
     * Handles a report of no responders. A receiver may also publish to the reply subject; the
     * outbound link ignores such a message.
     */
    private void onNobody(PubOp message) {
        if (!Arrival.isNoResponders(message)) {
            return;
        }
        ByteBuffer bytes = message.bytes();
        int at = message.subjectIndex() + prefixLength;
        int end = message.subjectIndex() + message.subjectLength();
        char kind = at < end ? (char) bytes.get(at) : ' ';
        at += 2;
        long first = number(bytes, at, end);
        if (kind == ReplyKind.ANSWER.letter()) {
            answers.unheard(first, unheard);
            return;
        }
        Receiver receiver = first > Integer.MAX_VALUE ? null : receivers.find((int) first);
        if (receiver == null) {
            return; // the receiver is not watched any more
        }
        if (kind == ReplyKind.PROBE.letter()) {
            receivers.absent(receiver);
        } else if (kind == ReplyKind.DELIVERY.letter()) {
            while (at < end && bytes.get(at) != '.') {
                at++;
            }
            receivers.lost(receiver, number(bytes, at + 1, end));
        }
    }

    /** Returns the number at an index. This outbound link wrote its digits. */
    private static long number(ByteBuffer bytes, int from, int end) {
        long number = 0;
        for (int at = from; at < end; at++) {
            int digit = bytes.get(at) - '0';
            if (digit < 0 || digit > 9) {
                return number;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    @Override
    public void onUp(ServerAddress server, PeerInfo info, boolean again) {
        canHear = info.headers();
        receivers.connected(canHear && info.isAtLeast(2, TRACING_MINOR));
        log.onUp(server, info, again);
    }

    @Override
    public void onDown(ServerAddress server, String why) {
        log.onDown(server, why);
        receivers.disconnected();
        isFencing = false;
        answers.giveUp(unheard);
    }

    @Override
    public void onMove(ServerAddress from, ServerAddress to) {
        log.onMove(from, to);
    }

    @Override
    public void onComplaint(ServerAddress server, String text) {
        log.onComplaint(server, text);
    }
}
