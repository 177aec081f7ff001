package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.ChannelLimitsContract;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.contract.naive.NaiveDevice;

class EncryptedNaiveChannelLimitsTest extends ChannelLimitsContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.CHACHA);
    }
}
