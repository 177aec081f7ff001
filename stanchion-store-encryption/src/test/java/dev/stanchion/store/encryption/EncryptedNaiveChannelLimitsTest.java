package dev.stanchion.store.encryption;

import dev.stanchion.kit.store.ChannelLimitsContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.naive.NaiveDevice;

class EncryptedNaiveChannelLimitsTest extends ChannelLimitsContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.CHACHA);
    }
}
