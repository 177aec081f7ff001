package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.Bus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;

/** Answers requests. Not for the hot path. Safe for use by many threads. */
public final class Answers {
    private final Bus bus;

    public Answers(Bus bus) {
        this.bus = bus;
    }

    /**
     * Publishes an answer; without a reply subject, nothing happens.
     *
     * @param encoder writes the answer, such as {@code response::encodeTo}
     */
    public void send(String reply, Consumer<ByteBuf> encoder) {
        if (reply.isEmpty()) {
            return;
        }
        ByteBuf answer = Unpooled.buffer(64);
        encoder.accept(answer);
        Subjects.destination(bus, reply).publish(answer, 0, answer.readableBytes());
        answer.release();
    }
}
