package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.ChannelLogModelContract;
import dev.stanchion.store.contract.StoreFixture;

class EncryptedMemoryChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new MemoryDevice(), EncryptionCipher.AES);
    }
}
