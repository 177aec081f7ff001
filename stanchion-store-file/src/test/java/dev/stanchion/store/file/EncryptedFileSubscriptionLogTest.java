package dev.stanchion.store.file;

import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.contract.SubscriptionLogContract;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedFileSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new FileDevice(), EncryptionCipher.CHACHA);
    }
}
