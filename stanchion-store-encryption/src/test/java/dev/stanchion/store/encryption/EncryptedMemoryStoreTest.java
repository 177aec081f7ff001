package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.StoreContract;
import dev.stanchion.store.contract.StoreFixture;

class EncryptedMemoryStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new MemoryDevice(), EncryptionCipher.AES);
    }
}
