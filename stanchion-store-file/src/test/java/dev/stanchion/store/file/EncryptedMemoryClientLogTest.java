package dev.stanchion.store.file;

import dev.stanchion.store.contract.ClientLogContract;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedMemoryClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new MemoryDevice(), EncryptionCipher.AES);
    }
}
