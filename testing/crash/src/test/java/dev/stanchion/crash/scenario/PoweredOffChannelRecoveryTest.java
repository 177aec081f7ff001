package dev.stanchion.crash.scenario;

import dev.stanchion.kit.store.ChannelRecoveryContract;
import dev.stanchion.kit.store.StoreFixture;

/** {@code spec/stores.md} 8.5 K2 and K3: each crash of the contract is a loss of power. */
class PoweredOffChannelRecoveryTest extends ChannelRecoveryContract {
    @Override
    protected StoreFixture.Device device() {
        return new FaultyDevice(FaultyDevice.Crash.POWER_LOSS, 7);
    }
}
