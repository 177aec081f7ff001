package dev.stanchion.store.jetstream;

import dev.stanchion.kit.store.ChannelLimitsContract;
import dev.stanchion.kit.store.ChannelLogContract;
import dev.stanchion.kit.store.ChannelLogModelContract;
import dev.stanchion.kit.store.ChannelRecoveryContract;
import dev.stanchion.kit.store.ClientLogContract;
import dev.stanchion.kit.store.RestoreContract;
import dev.stanchion.kit.store.StoreContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.StoreUnderTest;
import dev.stanchion.kit.store.SubscriptionLogContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of stores, kept by the store in streams with three replicas. */
@Tag("long")
class JetStreamClusterStoreIT implements StoreUnderTest {
    @TempDir private static Path directory;

    private static TestCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = TestCluster.startThree(directory);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Override
    public StoreFixture.Device device() {
        return cluster.device();
    }

    @Nested
    class WholeStore extends StoreContract {}

    @Nested
    class ChannelLog extends ChannelLogContract {}

    @Nested
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
}
