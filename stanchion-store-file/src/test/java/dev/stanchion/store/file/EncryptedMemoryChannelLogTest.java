package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLogContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedMemoryChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new MemoryDevice(), EncryptionCipher.AES);
    }
}
