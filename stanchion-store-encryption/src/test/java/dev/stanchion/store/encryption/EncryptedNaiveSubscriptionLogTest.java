package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.contract.SubscriptionLogContract;
import dev.stanchion.store.contract.naive.NaiveDevice;

class EncryptedNaiveSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.CHACHA);
    }
}
