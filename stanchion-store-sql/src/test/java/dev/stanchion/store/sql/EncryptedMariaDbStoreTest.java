package dev.stanchion.store.sql;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.store.EncryptionContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.StoreUnderTest;
import dev.stanchion.store.encryption.EncryptionCipher;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract of encryption, kept by the SQL store on MariaDB. */
@Tag("long")
class EncryptedMariaDbStoreTest implements StoreUnderTest {
    @Override
    public StoreFixture.Device device() {
        return TestEncryption.around(
                new SqlDevice(MariaDbServer.shared().newDatabase()), EncryptionCipher.CHACHA);
    }

    @Nested
    class Encryption extends EncryptionContract {
        @Override
        protected StoreFixture.Device plainDevice() {
            return new SqlDevice(MariaDbServer.shared().newDatabase());
        }

        @Override
        protected Store encrypted(Store store, Cipher cipher, List<String> keys) {
            return TestEncryption.around(store, EncryptionCipher.valueOf(cipher.name()), keys);
        }
    }
}
