package dev.stanchion.store.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.store.DecoratedDevice;
import dev.stanchion.kit.store.StoreFixture;
import java.security.SecureRandom;
import java.util.List;

/** Encryption as tests use it. */
final class TestEncryption {
    private TestEncryption() {}

    static EncryptionKeys keys(String... keys) {
        return EncryptionKeys.of(List.of(keys).stream().map(key -> key.getBytes(UTF_8)).toList());
    }

    static Store around(Store store, EncryptionCipher cipher, String... keys) {
        return new EncryptedStore(store, keys(keys), cipher, new SecureRandom());
    }

    /** Opens the stores of another device with one key. */
    static StoreFixture.Device around(StoreFixture.Device device, EncryptionCipher cipher) {
        return new DecoratedDevice(
                device,
                store -> around(store, cipher, "open sesame"),
                SealedPayload.OVERHEAD_BYTES);
    }
}
