package dev.stanchion.store.encryption;

import dev.stanchion.kit.store.RestoreContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.naive.NaiveDevice;

class EncryptedNaiveRestoreTest extends RestoreContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.AES);
    }
}
