package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.StoreContract;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.contract.naive.NaiveDevice;

class EncryptedNaiveStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.CHACHA);
    }
}
