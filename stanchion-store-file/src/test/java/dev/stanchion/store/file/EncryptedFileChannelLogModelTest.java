package dev.stanchion.store.file;

import dev.stanchion.store.contract.ChannelLogModelContract;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedFileChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new FileDevice(), EncryptionCipher.CHACHA);
    }
}
