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
 * Sends answers, and keeps for a while those that had no subscriber.
 *
 * <p>A client that has lost its connection may send its buffered requests before it subscribes
 * again (nats.js 1.4.12 does). Then the answers come at once and find no subscriber, and half a
 * minute later the client would report a time-out for messages that have long been stored. So an
 * answer that certainly had no subscriber waits until its subject has one, and later answers on the
 * same subject wait behind it. After {@code keepNanos} it is dropped. An answer that would exceed
 * the bound is dropped at once.
 *
 * <p>Cost in normal operation: one check whether anything is kept.
 *
 * <p>Differs: NATS Streaming publishes an answer once, with or without a subscriber.
 */
@ShardOwned
public final class LateAnswers {
    /** The approximate memory of an answer and of a subject, besides their bytes. */
    private static final int ANSWER_BYTES = 64;

    private static final int SUBJECT_BYTES = 2048;

    /** An answer is kept once. If it has no subscriber the second time either, it is lost. */
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

    /** Begins to keep also the answers that the bus reports late as lost. */
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

    /**
     * Publishes an answer: now or, behind others of its subject, when the subject has a subscriber.
     */
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

    /** Returns the approximate memory of the kept answers. */
    public long keptBytes() {
        return bytes;
    }

    /** Drops the kept answers, and keeps no more. */
    public void close() {
        closed = true;
        List.copyOf(unheard.values()).forEach(Unheard::end);
    }

    /** An answer in memory of its own, which need not be released. */
    private record Answer(ByteBuf payload, long expiresNanos) {
        int bytes() {
            return ANSWER_BYTES + payload.readableBytes();
        }
    }

    /** The answers on one subject that had no subscriber, in order. */
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
