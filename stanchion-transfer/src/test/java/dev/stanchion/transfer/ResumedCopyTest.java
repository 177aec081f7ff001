package dev.stanchion.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Continues copies that did not end. */
class ResumedCopyTest {
    private static final int MESSAGES = 3000;
    private static final long BROKEN_AT = 2500;

    @TempDir private Path directory;

    private CopyReport copy(MadeUpSource source) {
        try (Store into = new FileStore(directory, FileStoreOptions.DEFAULTS)) {
            return new StoreCopy(source, Optional.empty(), CopyProgress.NONE).into(into);
        }
    }

    private ReadSource written() {
        try (Source from = new StoreSource(new FileStore(directory, FileStoreOptions.DEFAULTS))) {
            return ReadSource.of(from);
        }
    }

    @Test
    void shouldWriteOnlyWhatIsMissing() {
        // given
        MadeUpSource source = new MadeUpSource(MESSAGES, 1);
        assertThatThrownBy(() -> copy(source.brokenAt(BROKEN_AT))).hasMessageContaining("killed");

        // when
        CopyReport report = copy(source);

        // then
        assertThat(report.kept()).isBetween(1L, BROKEN_AT - 1);
        assertThat(report.messages()).isEqualTo(MESSAGES);
        assertThat(written().messages()).isEqualTo(ReadSource.of(source).messages());
    }

    @Test
    void shouldBeginAgainWhereTheSourceHasChanged() {
        // given
        MadeUpSource source = new MadeUpSource(MESSAGES, 1);
        assertThatThrownBy(() -> copy(source.brokenAt(BROKEN_AT))).hasMessageContaining("killed");
        MadeUpSource changed = new MadeUpSource(MESSAGES, 2);

        // when
        CopyReport report = copy(changed);

        // then
        assertThat(report.kept()).isZero();
        assertThat(written().messages()).isEqualTo(ReadSource.of(changed).messages());
    }

    @Test
    void shouldKeepWhatASourceHasForgotten() {
        // given
        MadeUpSource source = new MadeUpSource(MESSAGES, 1);
        assertThatThrownBy(() -> copy(source.brokenAt(BROKEN_AT))).hasMessageContaining("killed");

        // when: the server was started again, and has no, fewer, or more messages
        for (int messages : new int[] {0, 10, MESSAGES}) {
            MadeUpSource forgetful = new MadeUpSource(messages, 2).forgetful();
            assertThatThrownBy(() -> copy(forgetful))
                    .hasMessageContaining("that the server does not have any more");
        }

        // then
        CopyReport report;
        try (Store into = new FileStore(directory, FileStoreOptions.DEFAULTS)) {
            report = UnfinishedCopy.complete("ticketing", CopyTarget.of(into));
        }
        assertThat(report.messages()).isEqualTo(BROKEN_AT - 1);
        assertThat(report.findings().losses()).isOne();
        assertThat(written().messagesOf("orders"))
                .isEqualTo(ReadSource.of(source).messagesOf("orders").headMap(BROKEN_AT));
    }

    @Test
    void shouldCompleteNothingElse() {
        // given
        copy(new MadeUpSource(1, 1));

        // then
        try (Store whole = new FileStore(directory, FileStoreOptions.DEFAULTS)) {
            assertThatThrownBy(() -> UnfinishedCopy.complete("ticketing", CopyTarget.of(whole)))
                    .hasMessageContaining("no unfinished copy of cluster ticketing");
        }
    }

    @Test
    void shouldContinueBehindSequencesWhoseMessagesAreGone() {
        // when
        copy(new MadeUpSource(0, 1).withLast(42));

        // then
        try (Source from = new StoreSource(new FileStore(directory, FileStoreOptions.DEFAULTS))) {
            SourceChannel channel = from.channels().getFirst();
            channel.readMessages(message -> {
                throw new AssertionError("there is message #" + message.sequence());
            });
            assertThat(channel.lastSequence()).isEqualTo(42);
        }
    }
}
