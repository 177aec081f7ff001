package dev.stanchion.store.encryption;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.store.EncryptionContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.naive.NaiveDevice;
import java.util.List;

class EncryptedNaiveEncryptionTest extends EncryptionContract {
    @Override
    protected StoreFixture.Device plainDevice() {
        return new NaiveDevice();
    }

    @Override
    protected Store encrypted(Store store, Cipher cipher, List<String> keys) {
        return TestEncryption.around(
                store, EncryptionCipher.valueOf(cipher.name()), keys.toArray(String[]::new));
    }
}
