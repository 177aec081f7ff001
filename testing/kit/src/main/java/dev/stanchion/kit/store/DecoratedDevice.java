package dev.stanchion.kit.store;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.shard.ManualShard;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Opens the stores of another device with something around them, which a test may change between
 * two runs. Confined to the thread of the test.
 */
public final class DecoratedDevice implements StoreFixture.Device {
    private final StoreFixture.Device device;
    private final int bytesPerPayload;
    private UnaryOperator<Store> decoration;
    private @Nullable Store plain;

    /**
     * @param decoration wraps a store
     * @param bytesPerPayload the bytes that the decoration adds to each payload that is not empty
     */
    public DecoratedDevice(
            StoreFixture.Device device, UnaryOperator<Store> decoration, int bytesPerPayload) {
        this.device = device;
        this.decoration = decoration;
        this.bytesPerPayload = bytesPerPayload;
    }

    /** Puts something else around the stores that are opened from now on. */
    public void decorateWith(UnaryOperator<Store> next) {
        decoration = next;
    }

    @Override
    public void useBy(ManualShard shard) {
        device.useBy(shard);
    }

    @Override
    public long largestHole() {
        return device.largestHole();
    }

    @Override
    public Store open() {
        Store opened = device.open();
        plain = opened;
        return decoration.apply(opened);
    }

    @Override
    public void letOthersWork() {
        device.letOthersWork();
    }

    @Override
    public void crash(Store store) {
        device.crash(Objects.requireNonNull(plain));
    }

    @Override
    public Optional<String> whyItForgets() {
        return device.whyItForgets();
    }

    @Override
    public Optional<String> whyPositionsWaitForAFlush() {
        return device.whyPositionsWaitForAFlush();
    }

    @Override
    public long countedBytes(TestMessage message) {
        int added = message.data().isEmpty() ? 0 : bytesPerPayload;
        return device.countedBytes(
                new TestMessage(
                        message.sequence(),
                        message.timestampEpochNanos(),
                        message.channel(),
                        message.data() + "x".repeat(added)));
    }

    @Override
    public void close() {
        device.close();
    }
}
