package dev.stanchion.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.forwarding.ForwardingLog;
import dev.stanchion.engine.spi.forwarding.ForwardingStore;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy into a store that has no memory for a message now and then, or no room on its disk. */
class RefusingTargetTest {
    private static final int MESSAGES = 400;
    private static final int EVERY = 50;

    @TempDir private Path directory;

    private Store files() {
        return new FileStore(directory.resolve("target"), FileStoreOptions.DEFAULTS);
    }

    private static CopyReport copyInto(Store target) {
        try (target) {
            return new StoreCopy(new MadeUpSource(MESSAGES, 1), Optional.empty(), CopyProgress.NONE)
                    .into(target);
        }
    }

    /** Refuses every 50th call of append, which succeeds when it is tried again. */
    private static final class RefusingLog extends ForwardingLog {
        private final StoreException.Kind kind;
        private int calls;

        RefusingLog(ChannelLog log, StoreException.Kind kind) {
            super(log);
            this.kind = kind;
        }

        @Override
        public void append(LogEntry message) {
            if (++calls % EVERY == 0) {
                throw new StoreException(kind, "append", "orders", "there is no room");
            }
            super.append(message);
        }
    }

    private static final class RefusingStore extends ForwardingStore {
        private final StoreException.Kind kind;

        RefusingStore(Store store, StoreException.Kind kind) {
            super(store);
            this.kind = kind;
        }

        @Override
        protected ChannelStore opened(String name, ShardExecutor owner, ChannelStore channel) {
            return new ChannelStore(
                    new RefusingLog(channel.messages(), kind), channel.subscriptions());
        }
    }

    @Test
    void shouldWaitForATargetThatIsSlowerThanTheSource() {
        // when
        CopyReport report = copyInto(new RefusingStore(files(), StoreException.Kind.BUSY));

        // then
        assertThat(report.messages()).isEqualTo(MESSAGES);
        try (Source copied = new StoreSource(files())) {
            assertThat(ReadSource.of(copied).messagesOf("orders")).hasSize(MESSAGES);
        }
    }

    @Test
    void shouldSayWhatToDoWhenTheDiskIsFullAndContinueThen() {
        // when
        assertThatThrownBy(() -> copyInto(new RefusingStore(files(), StoreException.Kind.FULL)))
                .isInstanceOfSatisfying(
                        TransferException.class,
                        e ->
                                assertThat(e.remedy())
                                        .contains("Make room for the target", "It continues"));

        // then
        try (Store store = files()) {
            assertThat(StoreCopy.isUnfinished(store.recover())).isTrue();
        }
        assertThat(copyInto(files()).messages()).isEqualTo(MESSAGES);
    }
}
