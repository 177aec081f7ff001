package dev.stanchion.store.encryption;

import dev.stanchion.kit.store.ClientLogContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.naive.NaiveDevice;

class EncryptedNaiveClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.CHACHA);
    }
}
