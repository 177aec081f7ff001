package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.contract.SubscriptionLogContract;

class EncryptedMemorySubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new MemoryDevice(), EncryptionCipher.AES);
    }
}
