package dev.stanchion.store.file;

import dev.stanchion.store.contract.RestoreContract;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedFileRestoreTest extends RestoreContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new FileDevice(), EncryptionCipher.CHACHA);
    }
}
