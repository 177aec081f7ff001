package dev.stanchion.store.sql;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.store.StoreContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;
import org.junit.jupiter.api.Tag;

@Tag("long")
class EncryptedPostgresStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(
                new SqlDevice(PostgresServer.shared().newDatabase()), EncryptionCipher.CHACHA);
    }
}
