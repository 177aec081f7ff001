package dev.stanchion.store.encryption;

import dev.stanchion.kit.store.ChannelLogModelContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.naive.NaiveDevice;

class EncryptedNaiveChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.CHACHA);
    }
}
