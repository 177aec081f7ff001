package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLogContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedFileChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new FileDevice(), EncryptionCipher.CHACHA);
    }
}
