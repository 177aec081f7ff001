package dev.stanchion.store.encryption;

import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.SubscriptionLogContract;
import dev.stanchion.kit.store.naive.NaiveDevice;

class EncryptedNaiveSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.CHACHA);
    }
}
