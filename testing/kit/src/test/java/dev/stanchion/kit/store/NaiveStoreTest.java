package dev.stanchion.kit.store;

import dev.stanchion.kit.store.naive.NaiveDevice;
import org.junit.jupiter.api.Nested;

/** The contracts of stores, kept by the reference store. */
class NaiveStoreTest implements StoreUnderTest {
    @Override
    public StoreFixture.Device device() {
        return new NaiveDevice();
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

    @Nested
    class Restore extends RestoreContract {}
}
