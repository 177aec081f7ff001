package dev.stanchion.store.encryption;

import dev.stanchion.store.contract.ChannelLogModelContract;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.contract.naive.NaiveDevice;

class EncryptedNaiveChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.CHACHA);
    }
}
