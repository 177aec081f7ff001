package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLogModelContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedMemoryChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new MemoryDevice(), EncryptionCipher.AES);
    }
}
