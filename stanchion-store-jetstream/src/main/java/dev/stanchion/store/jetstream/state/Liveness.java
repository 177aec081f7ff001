package dev.stanchion.store.jetstream.state;

import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.Requests;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers whether this process is active, and asks whether another one is. The answer comes from
 * the shard of the registry, so a process whose shard hangs is silent. Confined to that shard.
 */
public final class Liveness {
    private static final long PERIOD_NANOS = 100_000_000L;

    /** The pause before the next question. */
    private static final long PAUSE_NANOS = 20_000_000L;

    private static final byte[] NOTHING = {};
    private static final byte[] NO_REPLY = {};

    private final ClusterLink link;
    private final ShardExecutor shard;
    private final Requests requests;
    private final String subject;
    private @Nullable Registration answering;

    public Liveness(ClusterLink link, Requests requests, String subject) {
        this.link = link;
        this.shard = link.shard();
        this.requests = requests;
        this.subject = subject;
    }

    /** Answers from now on that this process is active. */
    public void answer(Holder self) {
        ByteBuf answer = Unpooled.wrappedBuffer(self.toJson());
        stopAnswering();
        answering =
                link.subscribe(
                        subject,
                        question -> {
                            if (question.replyLength() > 0) {
                                publish(question, answer);
                            }
                        });
    }

    private void publish(ClusterMessage question, ByteBuf answer) {
        byte[] reply =
                ByteBufUtil.getBytes(
                        question.buffer(), question.replyIndex(), question.replyLength());
        link.publish(reply, NO_REPLY, 0, answer, 0, 0, answer.readableBytes());
    }

    public void stopAnswering() {
        if (answering != null) {
            answering.close();
            answering = null;
        }
    }

    /**
     * Asks whether a process is active.
     *
     * @param silence how long it may be silent
     * @param outcome gets whether it has answered
     */
    public void ask(Duration silence, Consumer<Boolean> outcome) {
        new Question(shard.elapsedNanos() + silence.toNanos(), outcome).ask();
    }

    /** Asks again and again. Confined to the shard. */
    private final class Question implements Requests.Replies {
        private final long deadlineNanos;
        private final Consumer<Boolean> outcome;
        private int nobody;

        Question(long deadlineNanos, Consumer<Boolean> outcome) {
            this.deadlineNanos = deadlineNanos;
            this.outcome = outcome;
        }

        void ask() {
            requests.send(subject, NOTHING, PERIOD_NANOS, this);
        }

        @Override
        public boolean onReply(ClusterMessage message) {
            outcome.accept(true);
            return false;
        }

        @Override
        public void onFailed(ApiFailure why) {
            nobody = why.kind() == ApiFailure.Kind.NOBODY ? nobody + 1 : 0;
            if (nobody == 2 || shard.elapsedNanos() >= deadlineNanos) {
                outcome.accept(false);
            } else {
                shard.schedule(PAUSE_NANOS, this::ask);
            }
        }
    }
}
