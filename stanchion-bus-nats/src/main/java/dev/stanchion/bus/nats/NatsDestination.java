package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A subject on the cluster. Any shard may use it. Each shard publishes on its own link. */
final class NatsDestination implements Destination {
    private final NatsBus bus;
    private final String subject;
    private final byte[] bytes;

    /**
     * The receiver that a shard found last. A race is harmless: a receiver always belongs to one
     * outbound link, and a shard that finds the receiver of another outbound link looks up its own.
     */
    private @Nullable Receiver latest;

    NatsDestination(NatsBus bus, String subject) {
        this.bus = bus;
        this.subject = subject;
        this.bytes = subject.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String subject() {
        return subject;
    }

    /** Returns the subject. The caller must not change the array. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length) {
        OutboundLink outboundLink = bus.currentOutboundLink();
        if (outboundLink != null) {
            return outboundLink.answer(this, source, index, length);
        }
        ByteBuf copy = Unpooled.copiedBuffer(source.slice(index, length));
        bus.first().execute(() -> bus.first().answer(this, copy, 0, length));
        return true;
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length, String replyTo) {
        byte[] reply = replyTo.getBytes(StandardCharsets.UTF_8);
        OutboundLink outboundLink = bus.currentOutboundLink();
        if (outboundLink != null) {
            outboundLink.ask(this, reply, source, index, length);
        } else {
            ByteBuf copy = Unpooled.copiedBuffer(source.slice(index, length));
            bus.first().execute(() -> bus.first().ask(this, reply, copy, 0, length));
        }
        return true; // the sender waits for the answer or for the report of no responders
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length, long mark) {
        OutboundLink outboundLink = bus.currentOutboundLink();
        if (outboundLink == null) {
            return publish(source, index, length);
        }
        return outboundLink.deliver(this, receiverOf(outboundLink), source, index, length, mark);
    }

    @SuppressWarnings("ReferenceEquality") // outbound links are compared by identity
    private @Nullable Receiver receiverOf(OutboundLink outboundLink) {
        Receiver found = latest;
        if (found == null || found.isForgotten() || found.outboundLink() != outboundLink) {
            found = outboundLink.receivers().find(subject);
            latest = found;
        }
        return found;
    }

    @Override
    public boolean isCongested() {
        OutboundLink outboundLink = bus.currentOutboundLink();
        return outboundLink != null && outboundLink.isCongested();
    }

    @Override
    public void whenRelieved(ShardExecutor shard, Runnable task) {
        bus.outboundLink(shard).whenRelieved(task);
    }
}
