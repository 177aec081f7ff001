package dev.stanchion.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.store.DecoratedDevice;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.encryption.EncryptedStore;
import dev.stanchion.store.encryption.EncryptionCipher;
import dev.stanchion.store.encryption.EncryptionKeys;
import java.security.SecureRandom;
import java.util.List;

/** Puts encryption around the stores of this module. */
final class TestEncryption {
    private static final int BYTES_PER_PAYLOAD = 29;

    private TestEncryption() {}

    static Store around(Store store, EncryptionCipher cipher, List<String> keys) {
        return new EncryptedStore(
                store,
                EncryptionKeys.of(keys.stream().map(key -> key.getBytes(UTF_8)).toList()),
                cipher,
                new SecureRandom());
    }

    static StoreFixture.Device around(StoreFixture.Device device, EncryptionCipher cipher) {
        return new DecoratedDevice(
                device, store -> around(store, cipher, List.of("open sesame")), BYTES_PER_PAYLOAD);
    }
}
