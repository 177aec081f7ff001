package dev.stanchion.engine.answer;

import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends answers, and keeps for a while those that nobody was there to hear.
 *
 * <p>A client that has lost its connection may send what it had buffered before it listens again
 * (nats.js 1.4.12 does): the answers come at once, find nobody, and the client would report a
 * time-out half a minute later for what has long been stored. So an answer that certainly nobody
 * got waits until somebody listens on its subject, and those after it on the same subject wait
 * behind it. After {@code keepNanos} it is dropped, and so is at once what would exceed the bound.
 *
 * <p>Cost where all is well: a look whether anything is kept.
 *
 * <p>Differs: NATS Streaming publishes an answer once, whoever listens.
 */
@ShardOwned
public final class LateAnswers {
    /** What an answer and a subject take beside their bytes, about. */
    private static final int ANSWER_BYTES = 64;

    private static final int SUBJECT_BYTES = 2048;

    /** An answer is kept once: what nobody hears the second time either is lost. */
    private static final long NO_MARK = 0;

    private final ShardExecutor shard;
    private final Bus bus;
    private final long keepNanos;
    private final long maxBytes;
    private final Map<String, Unheard> unheard = new HashMap<>();
    private long bytes;
    private boolean closed;

    /**
     * @param maxBytes bound on the memory that kept answers take; 0 keeps none
     */
    public LateAnswers(ShardExecutor shard, Bus bus, long keepNanos, long maxBytes) {
        this.shard = shard;
        this.bus = bus;
        this.keepNanos = keepNanos;
        this.maxBytes = maxBytes;
    }

    /** Begins to keep also what the bus says late that nobody has heard. */
    public void open() {
        bus.tellUnheard(shard, this::unheard);
    }

    private void unheard(Destination to, ByteBuf source, int index, int length) {
        Unheard earlier = unheard.get(to.subject());
        if (earlier == null) {
            keep(to, source, index, length);
        } else {
            earlier.add(source, index, length);
        }
    }

    /** Publishes an answer, now or, behind others of its subject, when somebody listens. */
    public void send(Destination to, ByteBuf source, int index, int length) {
        assert shard.isCurrent();
        Unheard earlier = unheard.isEmpty() ? null : unheard.get(to.subject());
        if (earlier != null) {
            earlier.add(source, index, length);
        } else if (!to.publish(source, index, length)) {
            keep(to, source, index, length);
        }
    }

    private void keep(Destination to, ByteBuf source, int index, int length) {
        boolean fits = bytes + SUBJECT_BYTES + ANSWER_BYTES + length <= maxBytes;
        if (fits && !closed && Subjects.isLiteral(to.subject())) {
            Unheard first = new Unheard(to);
            first.begin();
            first.add(source, index, length);
        }
    }

    /** Returns about how much memory is taken by what is kept. */
    public long keptBytes() {
        return bytes;
    }

    /** Drops what is kept, and keeps no more. */
    public void close() {
        closed = true;
        List.copyOf(unheard.values()).forEach(Unheard::end);
    }

    /** An answer in memory of its own, which nobody needs to release. */
    private record Answer(ByteBuf payload, long expiresNanos) {
        int bytes() {
            return ANSWER_BYTES + payload.readableBytes();
        }
    }

    /** The answers that nobody has heard on one subject, in order. */
    private final class Unheard implements InterestListener {
        private final Destination to;
        private final Deque<Answer> answers = new ArrayDeque<>();
        private @Nullable Registration watch;
        private @Nullable Timer expiry;

        Unheard(Destination to) {
            this.to = to;
        }

        void begin() {
            bytes += SUBJECT_BYTES;
            unheard.put(to.subject(), this);
            watch = bus.watchInterest(to.subject(), shard, this);
        }

        void add(ByteBuf source, int index, int length) {
            if (bytes + ANSWER_BYTES + length > maxBytes) {
                return;
            }
            byte[] copy = ByteBufUtil.getBytes(source, index, length, true);
            ByteBuf payload = Unpooled.wrappedBuffer(copy);
            Answer answer = new Answer(payload, shard.elapsedNanos() + keepNanos);
            answers.add(answer);
            bytes += answer.bytes();
            if (expiry == null) {
                expiry = shard.schedule(keepNanos, this::expire);
            }
        }

        @Override
        public void onPresent() {
            for (Answer next = answers.peek(); next != null; next = answers.peek()) {
                if (!to.publish(next.payload(), 0, next.payload().readableBytes(), NO_MARK)) {
                    return; // gone again; the rest waits for the next
                }
                removeFirst();
            }
            end();
        }

        @Override
        public void onAbsent() {}

        private void removeFirst() {
            bytes -= answers.remove().bytes();
        }

        private void expire() {
            expiry = null;
            long now = shard.elapsedNanos();
            while (!answers.isEmpty() && answers.getFirst().expiresNanos() <= now) {
                removeFirst();
            }
            if (answers.isEmpty()) {
                end();
            } else {
                expiry = shard.schedule(answers.getFirst().expiresNanos() - now, this::expire);
            }
        }

        void end() {
            while (!answers.isEmpty()) {
                removeFirst();
            }
            bytes -= SUBJECT_BYTES;
            unheard.remove(to.subject());
            if (watch != null) {
                watch.close();
            }
            if (expiry != null) {
                expiry.cancel();
            }
        }
    }
}
