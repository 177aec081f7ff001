package dev.stanchion.crash.scenario;

import dev.stanchion.kit.store.ChannelRecoveryContract;
import dev.stanchion.kit.store.ClientLogContract;
import dev.stanchion.kit.store.StoreContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.StoreUnderTest;
import org.junit.jupiter.api.Nested;

/** {@code spec/stores.md} 8.5 K2 and K3: each crash of the contracts is a loss of power. */
class PoweredOffStoreTest implements StoreUnderTest {
    @Override
    public StoreFixture.Device device() {
        return new FaultyDevice(FaultyDevice.Crash.POWER_LOSS, 7);
    }

    @Nested
    class WholeStore extends StoreContract {}

    @Nested
    class ChannelRecovery extends ChannelRecoveryContract {}

    @Nested
    class ClientLog extends ClientLogContract {}
}
