package dev.stanchion.store.file;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.store.EncryptionContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;
import java.util.List;

class EncryptedFileEncryptionTest extends EncryptionContract {
    @Override
    protected StoreFixture.Device plainDevice() {
        return new FileDevice();
    }

    @Override
    protected Store encrypted(Store store, Cipher cipher, List<String> keys) {
        return Encryption.around(store, EncryptionCipher.valueOf(cipher.name()), keys);
    }
}
