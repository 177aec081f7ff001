package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.ClientLogContract;
import dev.stanchion.store.contract.StoreFixture;

class EncryptedMemoryClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new MemoryDevice(), EncryptionCipher.AES);
    }
}
