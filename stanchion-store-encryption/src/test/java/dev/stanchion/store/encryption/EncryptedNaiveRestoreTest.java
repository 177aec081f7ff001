package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.RestoreContract;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.contract.naive.NaiveDevice;

class EncryptedNaiveRestoreTest extends RestoreContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.AES);
    }
}
