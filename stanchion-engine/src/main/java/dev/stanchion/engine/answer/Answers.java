package dev.stanchion.engine.answer;

import dev.stanchion.engine.failure.Fence;
import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.Destination;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.function.Consumer;

/** Answers requests. Not for the hot path. Safe for use by many threads. */
public final class Answers {
    private final Bus bus;
    private final Shards shards;
    private final List<LateAnswers> lateAnswers;
    private final Fence fence;

    /**
     * @param lateAnswers one for each shard, used on that shard only
     * @param fence nobody is answered any more once it is closed
     */
    public Answers(Bus bus, Shards shards, List<LateAnswers> lateAnswers, Fence fence) {
        this.bus = bus;
        this.shards = shards;
        this.lateAnswers = List.copyOf(lateAnswers);
        this.fence = fence;
    }

    /**
     * Publishes an answer; without a reply subject, nothing happens.
     *
     * @param encoder writes the answer, such as {@code response::encodeTo}
     */
    public void send(String reply, Consumer<ByteBuf> encoder) {
        if (reply.isEmpty() || fence.isClosed()) {
            return;
        }
        Destination to = Subjects.destination(bus, reply);
        ByteBuf answer = Unpooled.buffer(64);
        encoder.accept(answer);
        int current = shards.current();
        if (current != Shards.NONE) {
            sendOn(current, to, answer);
        } else if (to.publish(answer, 0, answer.readableBytes())) {
            answer.release();
        } else {
            shards.run(Shards.REGISTRY, () -> sendOn(Shards.REGISTRY, to, answer));
        }
    }

    private void sendOn(int shard, Destination to, ByteBuf answer) {
        lateAnswers.get(shard).send(to, answer, 0, answer.readableBytes());
        answer.release();
    }
}
