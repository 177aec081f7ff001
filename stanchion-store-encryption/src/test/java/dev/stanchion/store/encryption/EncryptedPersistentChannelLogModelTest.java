package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.ChannelLogModelContract;
import dev.stanchion.store.contract.StoreFixture;

class EncryptedPersistentChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new PersistentDevice(), EncryptionCipher.CHACHA);
    }
}
