package dev.stanchion.store.file;

import dev.stanchion.store.contract.ChannelRecoveryContract;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;

class EncryptedFileChannelRecoveryTest extends ChannelRecoveryContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(new FileDevice(), EncryptionCipher.CHACHA);
    }
}
