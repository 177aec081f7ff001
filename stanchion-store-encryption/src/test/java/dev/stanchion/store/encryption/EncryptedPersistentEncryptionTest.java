package dev.stanchion.store.encryption;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.contract.EncryptionContract;
import dev.stanchion.store.contract.StoreFixture;
import java.util.List;

class EncryptedPersistentEncryptionTest extends EncryptionContract {
    @Override
    protected StoreFixture.Device plainDevice() {
        return new PersistentDevice();
    }

    @Override
    protected Store encrypted(Store store, Cipher cipher, List<String> keys) {
        return TestEncryption.around(
                store, EncryptionCipher.valueOf(cipher.name()), keys.toArray(String[]::new));
    }
}
