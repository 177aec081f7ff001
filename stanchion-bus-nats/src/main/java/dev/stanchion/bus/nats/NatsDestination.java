package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A subject on the cluster. Used from any shard: what it publishes leaves by that shard's link. */
final class NatsDestination implements Destination {
    private final NatsBus bus;
    private final String subject;
    private final byte[] bytes;

    /**
     * Who watches, as one shard found it last. A race does no harm: a receiver belongs to one
     * outlet for good, and whoever finds another one's looks for its own.
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

    /** The array belongs to the destination. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length) {
        Outlet outlet = bus.currentOutlet();
        if (outlet != null) {
            return outlet.answer(this, source, index, length);
        }
        ByteBuf copy = Unpooled.copiedBuffer(source.slice(index, length));
        bus.first().execute(() -> bus.first().answer(this, copy, 0, length));
        return true;
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length, String replyTo) {
        byte[] reply = replyTo.getBytes(StandardCharsets.UTF_8);
        Outlet outlet = bus.currentOutlet();
        if (outlet != null) {
            outlet.ask(this, reply, source, index, length);
        } else {
            ByteBuf copy = Unpooled.copiedBuffer(source.slice(index, length));
            bus.first().execute(() -> bus.first().ask(this, reply, copy, 0, length));
        }
        return true; // whoever asks waits for an answer, and is told if nobody is there
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length, long mark) {
        Outlet outlet = bus.currentOutlet();
        if (outlet == null) {
            return publish(source, index, length);
        }
        return outlet.deliver(this, receiverOf(outlet), source, index, length, mark);
    }

    @SuppressWarnings("ReferenceEquality") // an outlet is the object
    private @Nullable Receiver receiverOf(Outlet outlet) {
        Receiver found = latest;
        if (found == null || found.isForgotten() || found.outlet() != outlet) {
            found = outlet.receivers().find(subject);
            latest = found;
        }
        return found;
    }

    @Override
    public boolean isCongested() {
        Outlet outlet = bus.currentOutlet();
        return outlet != null && outlet.isCongested();
    }

    @Override
    public void whenRelieved(ShardExecutor shard, Runnable task) {
        bus.outlet(shard).whenRelieved(task);
    }
}
