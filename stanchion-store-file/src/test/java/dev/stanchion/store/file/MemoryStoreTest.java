package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLimitsContract;
import dev.stanchion.kit.store.ChannelLogContract;
import dev.stanchion.kit.store.ChannelLogModelContract;
import dev.stanchion.kit.store.ChannelRecoveryContract;
import dev.stanchion.kit.store.ClientLogContract;
import dev.stanchion.kit.store.StoreContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.StoreUnderTest;
import dev.stanchion.kit.store.SubscriptionLogContract;
import org.junit.jupiter.api.Nested;

/** The contracts of stores, kept by the memory store. */
class MemoryStoreTest implements StoreUnderTest {
    @Override
    public StoreFixture.Device device() {
        return new MemoryDevice();
    }

    @Nested
    class WholeStore extends StoreContract {}

    @Nested
    class ChannelLog extends ChannelLogContract {}

    @Nested
    class ChannelLogModel extends ChannelLogModelContract {}

    @Nested
    class ChannelLimits extends ChannelLimitsContract {}

    @Nested
    class ChannelRecovery extends ChannelRecoveryContract {}

    @Nested
    class ClientLog extends ClientLogContract {}

    @Nested
    class SubscriptionLog extends SubscriptionLogContract {}
}
