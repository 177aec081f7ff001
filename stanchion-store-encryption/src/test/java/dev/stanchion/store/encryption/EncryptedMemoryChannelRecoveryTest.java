package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.ChannelRecoveryContract;
import dev.stanchion.store.contract.StoreFixture;

class EncryptedMemoryChannelRecoveryTest extends ChannelRecoveryContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new MemoryDevice(), EncryptionCipher.AES);
    }
}
