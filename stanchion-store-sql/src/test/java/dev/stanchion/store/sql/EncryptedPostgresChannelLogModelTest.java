package dev.stanchion.store.sql;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.store.ChannelLogModelContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;
import org.junit.jupiter.api.Tag;

@Tag("long")
class EncryptedPostgresChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return Encryption.around(
                new SqlDevice(PostgresServer.shared().newDatabase()), EncryptionCipher.CHACHA);
    }
}
