package dev.stanchion.store.file;

import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.SubscriptionLogContract;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedFileSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new FileDevice(), EncryptionCipher.CHACHA);
    }
}
