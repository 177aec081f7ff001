package dev.stanchion.crash.scenario;

import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.StoreUnderTest;
import dev.stanchion.kit.store.SubscriptionLogContract;
import org.junit.jupiter.api.Nested;

/** {@code spec/stores.md} 8.5 K4 and K5: each crash of the contract is a kill. */
class KilledStoreTest implements StoreUnderTest {
    @Override
    public StoreFixture.Device device() {
        return new FaultyDevice(FaultyDevice.Crash.KILL, 7);
    }

    @Nested
    class SubscriptionLog extends SubscriptionLogContract {}
}
