package dev.stanchion.activity;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.protocol.ControlSubjects;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs of life as requests on a bus. A follower publishes an empty request to {@code
 * _STANCHION.<cluster ID>.alive}, and the active answers on its shard, so that a process whose
 * shard hangs is silent. If nobody listens there, the bus says so at once.
 *
 * <p>The members of a fault tolerance group of NATS Streaming tell each other of the active on a
 * subject of their own ({@code spec/stores.md} 5.1). Those messages are heard as signs of life of
 * an outsider.
 *
 * <p>Confined to one shard.
 */
public final class AliveOnBus implements SignOfLife {
    private final Bus bus;
    private final ShardExecutor shard;
    private final String subject;
    private final String heartbeats;
    private final BooleanSupplier isConnected;
    private final Supplier<String> self;
    private final String inbox;
    private final Destination active;
    private final List<Registration> hearing = new ArrayList<>();
    private @Nullable Registration answering;

    /**
     * @param group the name of the group
     * @param isConnected whether the bus has a connection now; asked on the shard
     * @param self what this process answers
     */
    public AliveOnBus(
            Bus bus,
            ShardExecutor shard,
            Entropy entropy,
            String clusterId,
            String group,
            BooleanSupplier isConnected,
            Supplier<String> self) {
        this.bus = bus;
        this.shard = shard;
        this.subject = ControlSubjects.alive(clusterId);
        this.heartbeats = "_STAN.ft." + clusterId + "." + group;
        this.isConnected = isConnected;
        this.self = self;
        this.inbox = bus.newInbox(entropy);
        this.active = bus.destination(subject);
    }

    @Override
    public void listen(Hearer hearer) {
        hearing.add(
                bus.subscribe(
                        inbox,
                        message -> {
                            boolean isNobody = message.isNoResponders();
                            onShard(isNobody ? hearer::nobody : hearer::alive);
                        }));
        hearing.add(bus.subscribe(heartbeats, message -> onShard(hearer::outsiderAlive)));
    }

    private void onShard(Runnable task) {
        if (shard.isCurrent()) {
            task.run();
        } else {
            shard.execute(task);
        }
    }

    @Override
    public void ask() {
        active.publish(Unpooled.EMPTY_BUFFER, 0, 0, inbox);
    }

    @Override
    public void answer(boolean answers) {
        Registration now = answering;
        if (answers && now == null) {
            answering = bus.subscribe(subject, this::onQuestion);
        } else if (!answers && now != null) {
            answering = null;
            now.close();
        }
    }

    /** On whatever thread it arrives; the answer comes from the shard. */
    private void onQuestion(BusMessage question) {
        if (question.replyLength() == 0) {
            return;
        }
        String reply =
                question.buffer()
                        .toString(
                                question.replyIndex(),
                                question.replyLength(),
                                StandardCharsets.UTF_8);
        onShard(() -> answer(reply));
    }

    private void answer(String reply) {
        if (answering != null) {
            ByteBuf answer = Unpooled.copiedBuffer(self.get(), StandardCharsets.UTF_8);
            bus.destination(reply).publish(answer, 0, answer.readableBytes());
            answer.release();
        }
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public boolean isConnected() {
        return isConnected.getAsBoolean();
    }

    @Override
    public void close() {
        answer(false);
        hearing.forEach(Registration::close);
        hearing.clear();
    }
}
