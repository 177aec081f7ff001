package dev.stanchion.transfer.inplace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.encryption.EncryptionKeys;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.transfer.CopyProgress;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.GoFixture;
import dev.stanchion.transfer.TransferException;
import dev.stanchion.transfer.gofile.GoFileStore;
import dev.stanchion.transfer.gofile.Polynomial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes over directories of Go servers where they are. */
class InPlaceTest {
    private static final Optional<EncryptionKeys> NO_KEY = Optional.empty();

    @TempDir private Path root;

    @BeforeEach
    void unpack() {
        GoFixture.PLAIN.unpackedIn(root);
    }

    private Optional<CopyReport> takeOver(String cluster, Optional<EncryptionKeys> keys) {
        return new InPlace(root, new GoFileStore.Options(cluster, false, Polynomial.DEFAULT))
                .takeOver(keys, CopyProgress.NONE);
    }

    private RecoveredState recovered() {
        try (Store store =
                new FileStore(StoreDirectory.besideGoFiles(root), FileStoreOptions.DEFAULTS)) {
            return store.recover();
        }
    }

    private Map<Path, Long> goFiles() throws IOException {
        Map<Path, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(StoreDirectory.besideGoFiles(root))) {
                    sizes.put(file, Files.size(file));
                }
            }
        }
        return sizes;
    }

    @Test
    void shouldCopyOnceAndLeaveTheGoFilesAsTheyAre() throws IOException {
        // given
        Map<Path, Long> before = goFiles();

        // when
        Optional<CopyReport> first = takeOver("ticketing", NO_KEY);
        Optional<CopyReport> second = takeOver("ticketing", NO_KEY);

        // then
        assertThat(first.orElseThrow().messages()).isEqualTo(36);
        assertThat(second).isEmpty();
        assertThat(goFiles()).isEqualTo(before);
        assertThat(recovered().channels()).hasSize(3);
    }

    @Test
    void shouldContinueATakeoverThatDidNotEnd() throws IOException {
        // given
        InPlace place =
                new InPlace(root, new GoFileStore.Options("ticketing", false, Polynomial.DEFAULT));
        assertThatThrownBy(() ->
                        place.takeOver(
                                NO_KEY,
                                (messages, bytes) -> {
                                    throw new IllegalStateException("killed");
                                }))
                .hasMessage("killed");

        // when
        Optional<CopyReport> report = takeOver("ticketing", NO_KEY);

        // then
        assertThat(report.orElseThrow().messages()).isEqualTo(36);
        assertThat(takeOver("ticketing", NO_KEY)).isEmpty();
    }

    @Test
    void shouldKnowACopyWhoseEndACrashDidNotLetItRecord() throws IOException {
        // given
        takeOver("ticketing", NO_KEY);
        Path record = StoreDirectory.besideGoFiles(root).resolve("takeover");
        Files.writeString(record, Files.readString(record).replace("complete", "copying"));

        // when, then
        assertThat(takeOver("ticketing", NO_KEY)).isEmpty();
        assertThat(record).content().startsWith("complete\n");
    }

    @Test
    void shouldRefuseWhenTheGoServerHasGoneOnWithItsFiles() throws IOException {
        // given
        takeOver("ticketing", NO_KEY);
        Files.write(root.resolve("clients.dat"), new byte[] {1}, StandardOpenOption.APPEND);

        // when, then
        assertThatThrownBy(() -> takeOver("ticketing", NO_KEY))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("the Go server has written to " + root)
                .extracting(e -> ((TransferException) e).remedy())
                .asString()
                .contains("-dir " + root + "/.stanchion")
                .contains("move " + root + "/.stanchion away");
    }

    @Test
    void shouldRefuseTheFilesOfAnotherCluster() {
        assertThatThrownBy(() -> takeOver("billing", NO_KEY))
                .hasMessageContaining("belongs to cluster ticketing");
        assertThat(StoreDirectory.besideGoFiles(root)).doesNotExist();
    }

    @Test
    void shouldRefuseAWrongKeyAndTakeTheRightOneAfterwards() {
        // given
        GoFixture.AES.unpackedIn(root);

        // when, then
        assertThatThrownBy(() -> takeOver("ticketing", key("wrong")))
                .hasMessageContaining("the key does not decrypt");
        assertThat(takeOver("ticketing", key("secret")).orElseThrow().sealed()).isEqualTo(35);
    }

    private static Optional<EncryptionKeys> key(String key) {
        return Optional.of(EncryptionKeys.of(List.of(key.getBytes(UTF_8))));
    }
}
