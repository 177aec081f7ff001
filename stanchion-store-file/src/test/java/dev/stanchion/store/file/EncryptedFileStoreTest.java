package dev.stanchion.store.file;

import dev.stanchion.store.contract.StoreContract;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedFileStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new FileDevice(), EncryptionCipher.CHACHA);
    }
}
