package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.ClientLogContract;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.contract.naive.NaiveDevice;

class EncryptedNaiveClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.CHACHA);
    }
}
