package dev.stanchion.store.file;

import dev.stanchion.kit.store.RestoreContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedFileRestoreTest extends RestoreContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new FileDevice(), EncryptionCipher.CHACHA);
    }
}
