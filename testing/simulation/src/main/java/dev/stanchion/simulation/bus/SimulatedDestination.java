package dev.stanchion.simulation.bus;

import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Optional;

/** A subject of the {@link SimulatedBus}, prepared for publishing. Bytes are copied at once. */
record SimulatedDestination(String subject, SimulatedBus bus) implements Destination {
    @Override
    public boolean publish(ByteBuf source, int index, int length) {
        return publish(source, index, length, "");
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length, String replyTo) {
        byte[] payload = ByteBufUtil.getBytes(source, index, length, true);
        return bus.publishFromEngine(subject, replyTo, payload);
    }

    @Override
    public boolean isCongested() {
        return congested().isPresent();
    }

    @Override
    public void whenRelieved(ShardExecutor shard, Runnable task) {
        congested()
                .ifPresentOrElse(
                        receiver -> receiver.whenRelieved(shard, task), () -> shard.execute(task));
    }

    private Optional<SimulatedConnection> congested() {
        return bus.receivers(subject).stream().filter(SimulatedConnection::isCongested).findFirst();
    }
}
