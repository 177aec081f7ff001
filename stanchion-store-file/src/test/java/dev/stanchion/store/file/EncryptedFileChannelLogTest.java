package dev.stanchion.store.file;

import dev.stanchion.store.contract.ChannelLogContract;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedFileChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new FileDevice(), EncryptionCipher.CHACHA);
    }
}
