package dev.stanchion.crash.scenario;

import dev.stanchion.kit.store.ChannelRecoveryContract;
import dev.stanchion.kit.store.ClientLogContract;
import dev.stanchion.kit.store.StoreContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.StoreUnderTest;
import dev.stanchion.kit.store.SubscriptionLogContract;
import org.junit.jupiter.api.Nested;

/** Each start of the contracts is a takeover of a shared directory, each crash a loss of power. */
class SharedStoreTest implements StoreUnderTest {
    @Override
    public StoreFixture.Device device() {
        return new FaultyDevice(FaultyDevice.Crash.POWER_LOSS, 7).shared();
    }

    @Nested
    class WholeStore extends StoreContract {}

    @Nested
    class ChannelRecovery extends ChannelRecoveryContract {}

    @Nested
    class ClientLog extends ClientLogContract {}

    @Nested
    class SubscriptionLog extends SubscriptionLogContract {}
}
