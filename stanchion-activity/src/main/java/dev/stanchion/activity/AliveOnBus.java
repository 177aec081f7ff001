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
import java.util.Set;
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
    private static final int ID_LENGTH = 22;

    private final Bus bus;
    private final ShardExecutor shard;
    private final String subject;
    private final String heartbeats;
    private final Connection connection;
    private final Members members;
    private final Supplier<String> self;
    private final String inbox;
    private final Destination active;
    private final List<Registration> hearing = new ArrayList<>();
    private @Nullable Registration answering;
    private @Nullable Hearer hearer;

    /** The connection of the bus that brings what clients send. Confined to the shard. */
    public interface Connection {
        /** Tells whether there is one now. */
        boolean isUp();

        /** Names what runs, on the shard, whenever it is lost. */
        void whenLost(Runnable task);

        /** Returns the ID of the NATS server that it leads to, or led to last. */
        String serverId();

        /**
         * Moves to a NATS server of the cluster that is none of some others, if there is one. What
         * clients send at this moment may be missed.
         *
         * @param isStillWanted asked at the last moment before the move
         */
        void moveAwayFrom(Set<String> serverIds, BooleanSupplier isStillWanted);
    }

    /**
     * @param group the name of the group
     * @param self what this process answers
     */
    public AliveOnBus(
            Bus bus,
            ShardExecutor shard,
            Entropy entropy,
            String clusterId,
            String group,
            Connection connection,
            Supplier<String> self) {
        this.bus = bus;
        this.shard = shard;
        this.subject = ControlSubjects.alive(clusterId);
        this.heartbeats = "_STAN.ft." + clusterId + "." + group;
        this.connection = connection;
        this.self = self;
        this.inbox = bus.newInbox(entropy);
        this.active = bus.destination(subject);
        this.members =
                new Members(
                        bus,
                        shard,
                        ControlSubjects.members(clusterId),
                        entropy.token(ID_LENGTH),
                        connection,
                        () -> answering != null);
    }

    @Override
    public void listen(Hearer listening) {
        hearer = listening;
        connection.whenLost(() -> {
            members.missed();
            listening.disconnected();
        });
        members.begin();
        hearing.add(
                bus.subscribe(
                        inbox,
                        message -> {
                            boolean isNobody = message.isNoResponders();
                            onShard(isNobody ? listening::nobody : listening::alive);
                        }));
        hearing.add(bus.subscribe(heartbeats, message -> onShard(listening::outsiderAlive)));
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
            Hearer listening = hearer;
            if (listening != null) {
                listening.asked();
            }
        }
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public boolean isConnected() {
        return connection.isUp();
    }

    @Override
    public boolean isBehind() {
        return members.isBehind();
    }

    @Override
    public void keptNothing() {
        members.missed();
    }

    @Override
    public void close() {
        answer(false);
        members.close();
        hearing.forEach(Registration::close);
        hearing.clear();
    }
}
