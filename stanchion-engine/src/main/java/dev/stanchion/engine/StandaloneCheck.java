package dev.stanchion.engine;

import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.protocol.CloseRequest;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for another streaming server with this cluster ID on the bus, as a client would: it asks to
 * connect. Any answer means that there is one ({@code spec/streaming.md} 2.4). If the subject
 * certainly has no subscriber, the result is known at once.
 *
 * <p>Owned by the registry's shard; used once.
 */
@ShardOwned
final class StandaloneCheck {
    private static final long PATIENCE_NANOS = Duration.ofMillis(250).toNanos();
    private static final int TOKEN_LENGTH = 22;

    private final Bus bus;
    private final Shards shards;
    private final Entropy entropy;
    private final String clusterId;
    private final String discovery;
    private final Consumer<Boolean> known;
    private @Nullable Registration registration;
    private @Nullable Timer timeout;
    private boolean over;

    /**
     * Prepares the check.
     *
     * @param discovery the subject on which clients of this cluster ID connect
     * @param known told on the registry's shard whether this server is alone
     */
    StandaloneCheck(
            Bus bus,
            Shards shards,
            Entropy entropy,
            String clusterId,
            String discovery,
            Consumer<Boolean> known) {
        this.bus = bus;
        this.shards = shards;
        this.entropy = entropy;
        this.clusterId = clusterId;
        this.discovery = discovery;
        this.known = known;
    }

    void begin() {
        if (!bus.mayHaveInterest(discovery)) {
            end(true);
            return;
        }
        String inbox = newInbox();
        registration = bus.subscribe(inbox, this::onAnswer);
        timeout = shards.executor(Shards.REGISTRY).schedule(PATIENCE_NANOS, () -> this.end(true));
        ByteBuf request = Unpooled.buffer();
        new ConnectRequest(clusterId, newInbox(), 1, newInbox(), 0, 0).encodeTo(request);
        bus.destination(discovery).publish(request, 0, request.readableBytes(), inbox);
        request.release();
    }

    private String newInbox() {
        return "_INBOX." + entropy.token(TOKEN_LENGTH);
    }

    /** On whatever thread it arrives. */
    private void onAnswer(BusMessage message) {
        if (message.isNoResponders()) {
            shards.run(Shards.REGISTRY, () -> end(true));
            return;
        }
        if (message.payloadLength() > 0) {
            Optional<ConnectResponse> response =
                    ConnectResponse.decode(
                            message.buffer(), message.payloadIndex(), message.payloadLength());
            response.ifPresent(answer -> shards.run(Shards.REGISTRY, () -> otherIsThere(answer)));
        }
    }

    private void otherIsThere(ConnectResponse answer) {
        if (!over && !answer.closeRequests().isEmpty()) {
            ByteBuf request = Unpooled.buffer();
            new CloseRequest(clusterId).encodeTo(request);
            Subjects.destination(bus, answer.closeRequests())
                    .publish(request, 0, request.readableBytes());
            request.release();
        }
        end(false);
    }

    private void end(boolean alone) {
        if (over) {
            return;
        }
        over = true;
        if (timeout != null) {
            timeout.cancel();
        }
        if (registration != null) {
            registration.close();
        }
        known.accept(alone);
    }
}
