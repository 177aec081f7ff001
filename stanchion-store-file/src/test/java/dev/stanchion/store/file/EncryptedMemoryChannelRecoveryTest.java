package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelRecoveryContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedMemoryChannelRecoveryTest extends ChannelRecoveryContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new MemoryDevice(), EncryptionCipher.AES);
    }
}
