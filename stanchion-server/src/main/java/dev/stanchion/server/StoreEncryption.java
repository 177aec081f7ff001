package dev.stanchion.server;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.encryption.EncryptedStore;
import dev.stanchion.store.encryption.EncryptionCipher;
import dev.stanchion.store.encryption.EncryptionKeys;
import java.security.SecureRandom;

/** Whether the store encrypts messages, whichever store it is. Immutable. */
public sealed interface StoreEncryption {
    /** Messages are not encrypted. */
    StoreEncryption OFF = new Off();

    /**
     * Returns encryption with a cipher and keys.
     *
     * @param cipher for new messages; messages of the other cipher can be read too
     * @param keys each start of a server copies them; keep them open as long as a server may start
     */
    static StoreEncryption with(EncryptionCipher cipher, EncryptionKeys keys) {
        return new With(cipher, keys);
    }

    /** Returns the store, or a store around it that also closes it. */
    Store around(Store store);

    /** Messages are not encrypted. */
    record Off() implements StoreEncryption {
        @Override
        public Store around(Store store) {
            return store;
        }
    }

    /** Messages are encrypted. */
    record With(EncryptionCipher cipher, EncryptionKeys keys) implements StoreEncryption {
        @Override
        public Store around(Store store) {
            return new EncryptedStore(store, keys, cipher, new SecureRandom());
        }
    }
}
