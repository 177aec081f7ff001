package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.ChannelLimitsContract;
import dev.stanchion.store.contract.StoreFixture;

class EncryptedMemoryChannelLimitsTest extends ChannelLimitsContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new MemoryDevice(), EncryptionCipher.AES);
    }
}
