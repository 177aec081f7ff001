package dev.stanchion.store.file;

import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.SubscriptionLogContract;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedMemorySubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new MemoryDevice(), EncryptionCipher.AES);
    }
}
