package dev.stanchion.engine.subscription;

import dev.stanchion.engine.message.ByteKeyMap;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.protocol.AckCursor;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where one subscription takes acknowledgements. Whatever is no acknowledgement for its channel is
 * ignored ({@code spec/streaming.md} 6.3).
 */
@ShardOwned
final class AckInbox {
    private final Source source;
    private final LongConsumer acknowledged;
    private final AckCursor cursor = new AckCursor();
    private @Nullable Registration registration;
    private long count;

    /**
     * @param acknowledged takes the sequence of each message that is acknowledged
     */
    AckInbox(Source source, LongConsumer acknowledged) {
        this.source = source;
        this.acknowledged = acknowledged;
    }

    void open(String subject) {
        close();
        Delivery delivery = source.delivery();
        int owner = delivery.shard().index();
        BusHandler onOwner = this::onOwner;
        registration =
                delivery.bus()
                        .subscribe(
                                subject,
                                message -> delivery.crossing().hand(owner, onOwner, message));
    }

    void close() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
    }

    private void onOwner(BusMessage message) {
        assert source.delivery().shard().isCurrent();
        boolean understood =
                cursor.wrap(message.buffer(), message.payloadIndex(), message.payloadLength());
        if (registration != null && understood && isForThisChannel()) {
            count++;
            acknowledged.accept(cursor.sequence());
        }
    }

    /** Returns how many acknowledgements came, also for messages that were not pending. */
    long count() {
        return count;
    }

    private boolean isForThisChannel() {
        return ByteKeyMap.matches(
                source.channelBytes(),
                cursor.buffer(),
                cursor.channelIndex(),
                cursor.channelLength());
    }
}
