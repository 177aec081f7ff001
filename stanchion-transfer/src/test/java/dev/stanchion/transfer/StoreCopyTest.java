package dev.stanchion.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.encryption.EncryptionKeys;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.transfer.gofile.GoFileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies the datastores of Go servers into a file store. */
class StoreCopyTest {
    @TempDir private Path directory;

    private Path source() {
        return directory.resolve("source");
    }

    private Store target() {
        return new FileStore(directory.resolve("target"), FileStoreOptions.DEFAULTS);
    }

    private static Optional<EncryptionKeys> key(String key) {
        return Optional.of(EncryptionKeys.of(List.of(key.getBytes(UTF_8))));
    }

    private CopyReport copy(Optional<EncryptionKeys> keys) {
        try (GoFileStore from = GoFileStore.open(source(), GoFileStore.Options.DEFAULTS);
                Store into = target()) {
            return new StoreCopy(from, keys, CopyProgress.NONE).into(into);
        }
    }

    private RecoveredState recovered() {
        try (Store store = target()) {
            return store.recover();
        }
    }

    @Test
    void k25_shouldRecordServerClientsChannelsAndPositions() {
        // given
        GoFixture.PLAIN.unpackedIn(source());

        // when
        CopyReport report = copy(Optional.empty());

        // then
        RecoveredState found = recovered();
        assertThat(found.server())
                .contains(new ServerRecord("ticketing", "_STAN.discover", "ticketing"));
        assertThat(found.clients()).extracting("clientId").contains("app-1", "app-2", "publisher");
        assertThat(positions(found)).isEqualTo(positionsInSource());
        assertThat(report.messages()).isEqualTo(36);
    }

    private static Map<String, List<RecoveredState.Subscription>> positions(RecoveredState state) {
        Map<String, List<RecoveredState.Subscription>> all = new TreeMap<>();
        state.channels().forEach(each -> all.put(each.name(), each.subscriptions()));
        return all;
    }

    private Map<String, List<RecoveredState.Subscription>> positionsInSource() {
        try (GoFileStore from = GoFileStore.open(source(), GoFileStore.Options.DEFAULTS)) {
            Map<String, List<RecoveredState.Subscription>> all = new TreeMap<>();
            from.channels().forEach(each -> all.put(each.name(), each.readSubscriptions().live()));
            return all;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldChangeNothingInTheSource(GoFixture fixture) throws IOException {
        // given
        fixture.unpackedIn(source());
        Map<Path, Object> before = contentOfSource();

        // when
        copy(Optional.empty());

        // then
        assertThat(contentOfSource()).isEqualTo(before);
    }

    private Map<Path, Object> contentOfSource() throws IOException {
        Map<Path, Object> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(source())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(
                        file,
                        List.of(
                                new String(Files.readAllBytes(file), ISO_8859_1),
                                Files.getLastModifiedTime(file)));
            }
        }
        return content;
    }

    @Test
    void shouldRefuseATargetThatIsNotEmpty() {
        // given
        GoFixture.PLAIN.unpackedIn(source());
        copy(Optional.empty());

        // when, then
        assertThatThrownBy(() -> copy(Optional.empty()))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("the target is not empty");
    }

    @Test
    void k29_shouldSucceedAfterACopyThatDidNotEnd() {
        // given
        GoFixture.AES.unpackedIn(source());
        try (GoFileStore from = GoFileStore.open(source(), GoFileStore.Options.DEFAULTS);
                Store into = target()) {
            StoreCopy copy = new StoreCopy(from, key("wrong"), CopyProgress.NONE);
            assertThatThrownBy(() -> copy.into(into)).hasMessageContaining("does not decrypt");
        }
        assertThat(recovered().server().orElseThrow().clusterId())
                .isEqualTo("unfinished-import-of-ticketing");

        // when
        CopyReport report = copy(key("secret"));

        // then
        assertThat(report.sealed()).isEqualTo(35);
        assertThat(recovered().server().orElseThrow().clusterId()).isEqualTo("ticketing");
        assertThat(positions(recovered())).isEqualTo(positionsInSource());
    }

    @ParameterizedTest
    @EnumSource(names = {"AES", "CHACHA"})
    void shouldProveThatTheKeyIsRight(GoFixture fixture) {
        // given
        fixture.unpackedIn(source());

        // when
        CopyReport report = copy(key("secret"));

        // then
        assertThat(report.findings().losses()).isZero();
    }

    @Test
    void shouldWriteNothingInADryRun() {
        // given
        GoFixture.SLICED.unpackedIn(source());

        // when
        CopyReport report;
        try (GoFileStore from = GoFileStore.open(source(), GoFileStore.Options.DEFAULTS)) {
            report = new StoreCopy(from, Optional.empty(), CopyProgress.NONE).dryRun();
        }

        // then
        assertThat(report.channels())
                .filteredOn(each -> each.name().equals("tickets:created"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.first()).isEqualTo(9);
                    assertThat(each.last()).isEqualTo(30);
                    assertThat(each.messages()).isEqualTo(22);
                });
        assertThat(directory.resolve("target")).doesNotExist();
    }
}
