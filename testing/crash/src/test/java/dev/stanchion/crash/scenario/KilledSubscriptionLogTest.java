package dev.stanchion.crash.scenario;

import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.SubscriptionLogContract;

/** {@code spec/stores.md} 8.5 K4 and K5: each crash of the contract is a kill. */
class KilledSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new FaultyDevice(FaultyDevice.Crash.KILL, 7);
    }
}
