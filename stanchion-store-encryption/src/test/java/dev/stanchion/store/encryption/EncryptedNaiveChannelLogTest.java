package dev.stanchion.store.encryption;

import dev.stanchion.kit.store.ChannelLogContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.naive.NaiveDevice;

class EncryptedNaiveChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.CHACHA);
    }
}
