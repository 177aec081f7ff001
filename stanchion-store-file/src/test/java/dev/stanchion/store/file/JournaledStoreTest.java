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

/** The contracts of stores, kept by the memory store with a session journal. */
class JournaledStoreTest implements StoreUnderTest {
    @Override
    public StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
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
    class ClientLog extends ClientLogContract {
        /** The journal keeps clients beyond the end of the process. */
        @Override
        protected StoreFixture.Device device(StoreUnderTest store) {
            return new JournaledDevice("");
        }
    }

    @Nested
    class SubscriptionLog extends SubscriptionLogContract {}
}
