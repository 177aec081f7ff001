package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.forwarding.ForwardingStore;
import dev.stanchion.server.testing.StreamingSocket;
import dev.stanchion.store.file.MemoryStore;
import dev.stanchion.store.file.journal.NoJournal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Checks a store that another server takes over while this one runs. */
class StoreLostIT {
    /** Lets clients connect and opens no channel. */
    private static final class TakenOver extends ForwardingStore {
        TakenOver(Store store) {
            super(store);
        }

        @Override
        public void openChannel(
                String name,
                ChannelLimits limits,
                ShardExecutor owner,
                LogListener listener,
                Outcome<ChannelStore> outcome) {
            outcome.failed(
                    new StoreException(
                            StoreException.Kind.FENCED, "open", name, "another server has it"));
        }
    }

    @Test
    void shouldTellWhoeverHasStartedTheServer() throws Exception {
        // given
        ServerOptions options = ServerOptions.builder().host("127.0.0.1").port(0).build();
        Store store = new TakenOver(new MemoryStore(new NoJournal()));
        try (StanchionServer server = StanchionServer.start(options, store);
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), "test-cluster", "orders")) {
            assertThat(server.storeLost()).isNotCompleted();

            // when
            client.publish("foo", "guid", "data");

            // then
            assertThat(server.storeLost())
                    .succeedsWithin(Duration.ofSeconds(30))
                    .extracting(StoreException::kind)
                    .isEqualTo(StoreException.Kind.FENCED);
        }
    }
}
