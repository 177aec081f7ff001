package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.ChannelLogContract;
import dev.stanchion.store.contract.StoreFixture;

class EncryptedPersistentChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new PersistentDevice(), EncryptionCipher.CHACHA);
    }
}
