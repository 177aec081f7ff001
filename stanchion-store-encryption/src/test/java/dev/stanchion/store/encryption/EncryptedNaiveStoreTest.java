package dev.stanchion.store.encryption;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.store.ChannelLimitsContract;
import dev.stanchion.kit.store.ChannelLogContract;
import dev.stanchion.kit.store.ChannelLogModelContract;
import dev.stanchion.kit.store.ChannelRecoveryContract;
import dev.stanchion.kit.store.ClientLogContract;
import dev.stanchion.kit.store.EncryptionContract;
import dev.stanchion.kit.store.RestoreContract;
import dev.stanchion.kit.store.StoreContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.StoreUnderTest;
import dev.stanchion.kit.store.SubscriptionLogContract;
import dev.stanchion.kit.store.naive.NaiveDevice;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts of stores, kept by the reference store with encryption around it. */
class EncryptedNaiveStoreTest implements StoreUnderTest {
    @Override
    public StoreFixture.Device device() {
        return TestEncryption.around(new NaiveDevice(), EncryptionCipher.CHACHA);
    }

    @Nested
    class WholeStore extends StoreContract {}

    @Nested
    class ChannelLog extends ChannelLogContract {}

    /** The model is compared with stores without encryption in every run. */
    @Nested
    @Tag("long")
    class ChannelLogModel extends ChannelLogModelContract {}

    @Nested
    class ChannelLimits extends ChannelLimitsContract {}

    @Nested
    class ChannelRecovery extends ChannelRecoveryContract {}

    @Nested
    class ClientLog extends ClientLogContract {}

    @Nested
    class SubscriptionLog extends SubscriptionLogContract {}

    @Nested
    class Restore extends RestoreContract {}

    @Nested
    class Encryption extends EncryptionContract {
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
}
