package dev.stanchion.server;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.encryption.EncryptedStore;
import dev.stanchion.store.encryption.EncryptionCipher;
import dev.stanchion.store.encryption.EncryptionKeys;
import java.security.SecureRandom;

/** Whether messages are encrypted in the store, whichever that is. Immutable. */
public sealed interface StoreEncryption {
    /** Messages are stored as they come. */
    StoreEncryption OFF = new Off();

    /**
     * Messages are stored encrypted.
     *
     * @param cipher for new messages; those of the other one can be read, too
     * @param keys copied whenever a server starts; to be kept open as long as one may
     */
    static StoreEncryption with(EncryptionCipher cipher, EncryptionKeys keys) {
        return new With(cipher, keys);
    }

    /** Returns the store, or one around it; closing that closes both. */
    Store around(Store store);

    /** Messages are stored as they come. */
    record Off() implements StoreEncryption {
        @Override
        public Store around(Store store) {
            return store;
        }
    }

    /** Messages are stored encrypted. */
    record With(EncryptionCipher cipher, EncryptionKeys keys) implements StoreEncryption {
        @Override
        public Store around(Store store) {
            return new EncryptedStore(store, keys, cipher, new SecureRandom());
        }
    }
}
