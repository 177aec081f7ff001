package dev.stanchion.store.sql;

import dev.stanchion.databases.PostgresServer;
import dev.stanchion.store.contract.StoreContract;
import dev.stanchion.store.contract.StoreFixture;
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
