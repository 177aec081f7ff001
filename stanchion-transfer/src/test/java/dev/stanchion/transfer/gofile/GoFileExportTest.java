package dev.stanchion.transfer.gofile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.transfer.CopyProgress;
import dev.stanchion.transfer.GoFixture;
import dev.stanchion.transfer.ReadSource;
import dev.stanchion.transfer.StoreCopy;
import dev.stanchion.transfer.StoreSource;
import dev.stanchion.transfer.TransferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Imports the files of a Go server, and writes them again. */
class GoFileExportTest {
    @TempDir private Path directory;

    private Path original() {
        return directory.resolve("original");
    }

    private Path exported() {
        return directory.resolve("exported");
    }

    private Store store() {
        return new FileStore(directory.resolve("store"), FileStoreOptions.DEFAULTS);
    }

    private void imports() {
        try (GoFileStore from = GoFileStore.open(original(), GoFileStore.Options.DEFAULTS);
                Store into = store()) {
            assertThat(new StoreCopy(from, Optional.empty(), CopyProgress.NONE).into(into))
                    .isNotNull();
        }
    }

    private void exports() {
        try (StoreSource source = new StoreSource(store())) {
            new GoFileExport(source, exported()).write();
        }
    }

    /** What a directory of the Go server contains. */
    private record Content(
            ServerRecord server,
            ReadSource all,
            List<List<RecoveredState.Subscription>> subscriptions) {
        static Content of(Path root) {
            try (GoFileStore store = GoFileStore.open(root, GoFileStore.Options.DEFAULTS)) {
                ReadSource all = ReadSource.of(store);
                List<List<RecoveredState.Subscription>> subscriptions = new ArrayList<>();
                all.subscriptions().values().forEach(each -> subscriptions.add(each.live()));
                return new Content(store.server(), all, subscriptions);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteWhatTheGoServerHadWritten(GoFixture fixture) {
        // given
        fixture.unpackedIn(original());
        imports();

        // when
        exports();

        // then
        Content before = Content.of(original());
        Content after = Content.of(exported());
        assertThat(after.all().findings().kept()).isEmpty();
        assertThat(after.server()).isEqualTo(before.server());
        assertThat(after.all().clients()).isEqualTo(before.all().clients());
        assertThat(after.all().messages()).isEqualTo(before.all().messages());
        assertThat(after.subscriptions()).isEqualTo(before.subscriptions());
    }

    @Test
    void shouldWriteTheSameBytes() throws IOException {
        // given
        GoFixture.PLAIN.unpackedIn(original());
        imports();

        // when
        exports();

        // then
        for (String file :
                List.of("server.dat", "tickets:created/msgs.1.dat", "tickets:created/msgs.1.idx")) {
            assertThat(Files.readAllBytes(exported().resolve(file)))
                    .isEqualTo(Files.readAllBytes(original().resolve(file)));
        }
    }

    @Test
    void shouldKeepTheSequencesOfAChannelWhoseMessagesAreGone() throws IOException {
        // given: limits have removed all messages, and the durable was sent message 20
        GoFixture.PLAIN.unpackedIn(original());
        Path tickets = original().resolve("tickets:created");
        Files.delete(tickets.resolve("msgs.1.dat"));
        Files.delete(tickets.resolve("msgs.1.idx"));
        imports();

        // when
        exports();

        // then: as the Go server does it, an empty message keeps the place
        ReadSource found = Content.of(exported()).all();
        assertThat(found.messagesOf("tickets:created").keySet()).containsExactly(20L);
        assertThat(found.payload("tickets:created", 20)).isEmpty();
    }

    @Test
    void shouldRefuseADirectoryThatIsNotEmpty() throws IOException {
        // given
        GoFixture.PLAIN.unpackedIn(original());
        imports();
        Files.createDirectories(exported().resolve("something"));

        // when, then
        assertThatThrownBy(this::exports)
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("is not empty");
    }
}
