package dev.stanchion.store.encryption;

import dev.stanchion.kit.store.ChannelRecoveryContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.naive.NaiveDevice;

class EncryptedNaiveChannelRecoveryTest extends ChannelRecoveryContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.CHACHA);
    }
}
