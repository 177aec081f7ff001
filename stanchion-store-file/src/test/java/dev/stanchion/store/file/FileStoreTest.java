package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLimitsContract;
import dev.stanchion.kit.store.ChannelLogContract;
import dev.stanchion.kit.store.ChannelLogModelContract;
import dev.stanchion.kit.store.ChannelRecoveryContract;
import dev.stanchion.kit.store.ClientLogContract;
import dev.stanchion.kit.store.RestoreContract;
import dev.stanchion.kit.store.StoreContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.StoreUnderTest;
import dev.stanchion.kit.store.SubscriptionLogContract;
import dev.stanchion.store.file.disk.BreakableDisk;
import org.junit.jupiter.api.Nested;

/** The contracts of stores, kept by the file store. */
class FileStoreTest implements StoreUnderTest {
    @Override
    public StoreFixture.Device device() {
        return new FileDevice();
    }

    @Nested
    class WholeStore extends StoreContract {}

    @Nested
    class ChannelLog extends ChannelLogContract {}

    @Nested
    class ChannelLogModel extends ChannelLogModelContract {
        /** The disk syncs nothing: the model has much to do. */
        @Override
        protected StoreFixture.Device device(StoreUnderTest store) {
            return new FileDevice(new BreakableDisk());
        }
    }

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
