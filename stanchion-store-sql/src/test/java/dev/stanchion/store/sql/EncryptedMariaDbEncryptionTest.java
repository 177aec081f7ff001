package dev.stanchion.store.sql;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.store.EncryptionContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.encryption.EncryptionCipher;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("long")
class EncryptedMariaDbEncryptionTest extends EncryptionContract {
    @Override
    protected StoreFixture.Device plainDevice() {
        return new SqlDevice(MariaDbServer.shared().newDatabase());
    }

    @Override
    protected Store encrypted(Store store, Cipher cipher, List<String> keys) {
        return Encryption.around(store, EncryptionCipher.valueOf(cipher.name()), keys);
    }
}
