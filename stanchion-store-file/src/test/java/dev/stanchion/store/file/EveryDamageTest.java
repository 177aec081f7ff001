package dev.stanchion.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.file.DamagedStore.Started;
import dev.stanchion.store.file.check.Finding;
import dev.stanchion.store.file.check.StoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A small store in which each byte is damaged, each file is deleted and each is cut anywhere, one
 * after the other: what can be read is recovered, and what is lost is told by a check.
 */
class EveryDamageTest {
    /** All of the fixed part of any header, and no multiple of what is in records. */
    private static final int HEADER_BYTES = 44;

    private static final int STEP_BYTES = 89;

    /**
     * In a long run: each byte of the headers of files, and each third one behind them, which meets
     * each field of each record. {@code -Ddamage.step=1} takes each byte, for two minutes more.
     */
    private static final int STEP_BYTES_OF_LONG_RUN = Integer.getInteger("damage.step", 3);

    /** Comes to each field of a header, as none is longer. */
    private static final int STEP_BYTES_OF_HEADERS = 4;

    @TempDir private Path temp;
    private final List<String> wrong = new ArrayList<>();

    /** Flips a bit of each byte, or of some, and looks at each result. */
    private void flipBytes(DamagedStore store, int headerStep, int step) throws IOException {
        Started whole = DamagedStore.start(store.copy());
        for (Path file : store.files()) {
            byte[] bytes = Files.readAllBytes(store.copy().resolve(file));
            int end = endOf(bytes);
            for (int at = 0; at < end; at += at < HEADER_BYTES ? headerStep : step) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= (byte) (1 << at % 8);
                Path copy = store.copy();
                Files.write(copy.resolve(file), damaged);
                look(store, copy, whole, "%s at %d".formatted(file, at), 1);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Behind it are zeros that were written ahead. */
    private static int endOf(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private void look(DamagedStore store, Path copy, Started whole, String what, long mostLost) {
        try {
            StoreReport report = DamagedStore.check(copy);
            Path repaired = store.beside(copy);
            Started found = DamagedStore.start(copy);
            long lost = whole.count() - found.count();
            expect(lost >= 0 && lost <= mostLost, what, lost + " messages are lost");
            expect(lost == 0 || report.isDamaged(), what, "a loss is not told");
            expect(lost == 0 || found.isTold(), what, "the server is silent about a loss");
            boolean isSame = found.state().equals(whole.state());
            expect(isSame || report.isDamaged(), what, "a changed catalog is not told");
            expect(isPartOf(found, whole), what, "there is what was never stored");
            if (report.isDamaged()) {
                repair(repaired, found, what);
            }
        } catch (RuntimeException | AssertionError e) {
            wrong.add("%s: %s".formatted(what, e));
        }
    }

    private void repair(Path copy, Started withoutRepair, String what) {
        DamagedStore.repair(copy);
        List<Finding> left =
                DamagedStore.check(copy).findings().stream()
                        .filter(finding -> finding.severity() == Finding.Severity.DAMAGE)
                        .filter(finding -> !finding.file().toString().contains("/commit"))
                        .filter(finding -> !finding.meaning().contains("does not know"))
                        .filter(finding -> !finding.meaning().contains("clients and subs"))
                        .filter(finding -> !finding.meaning().contains("belongs to channel"))
                        .toList();
        expect(left.isEmpty(), what, "after a repair there is still " + left);
        Started repaired = DamagedStore.start(copy);
        expect(
                repaired.count() >= withoutRepair.count(),
                what,
                "a repair leaves %d messages of %d"
                        .formatted(repaired.count(), withoutRepair.count()));
    }

    private static boolean isPartOf(Started found, Started whole) {
        return found.messages().entrySet().stream()
                .allMatch(each -> {
                    List<TestMessage> stored =
                            whole.messages().getOrDefault(each.getKey(), List.of());
                    return stored.containsAll(each.getValue());
                });
    }

    private void expect(boolean isSo, String what, String otherwise) {
        if (!isSo) {
            wrong.add(what + ": " + otherwise);
        }
    }

    @Test
    void shouldLoseOneMessageAtTheMostToAByteOfAStoreThatWasClosed() throws IOException {
        flipBytes(DamagedStore.closed(temp), STEP_BYTES_OF_HEADERS, STEP_BYTES);
    }

    @Test
    void shouldLoseOneMessageAtTheMostToAByteOfAStoreThatWasKilled() throws IOException {
        flipBytes(DamagedStore.killed(temp), STEP_BYTES_OF_HEADERS, STEP_BYTES);
    }

    @Test
    @Tag("long")
    @Execution(ExecutionMode.CONCURRENT) // beside each other, as each takes a minute
    void shouldLoseOneMessageAtTheMostToAnyByteOfAStoreThatWasClosed() throws IOException {
        flipBytes(DamagedStore.closed(temp), 1, STEP_BYTES_OF_LONG_RUN);
    }

    @Test
    @Tag("long")
    @Execution(ExecutionMode.CONCURRENT) // beside each other, as each takes a minute
    void shouldLoseOneMessageAtTheMostToAnyByteOfAStoreThatWasKilled() throws IOException {
        flipBytes(DamagedStore.killed(temp), 1, STEP_BYTES_OF_LONG_RUN);
    }

    /** Deletes each file and each directory. */
    private void deleteEach(DamagedStore store) {
        Started whole = DamagedStore.start(store.copy());
        List<Path> all = new ArrayList<>(store.files());
        all.addAll(store.directories());
        for (Path each : all) {
            Path copy = store.copy();
            DamagedStore.delete(copy.resolve(each));
            look(store, copy, whole, "without " + each, Long.MAX_VALUE);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldTellWhatIsLostWithAnyFileOfAStoreThatWasClosed() {
        deleteEach(DamagedStore.closed(temp));
    }

    @Test
    void shouldTellWhatIsLostWithAnyFileOfAStoreThatWasKilled() {
        deleteEach(DamagedStore.killed(temp));
    }

    @Test
    void shouldTellWhatIsLostWithTheEndOfASegment() throws IOException {
        // given
        DamagedStore store = DamagedStore.closed(temp);
        Started whole = DamagedStore.start(store.copy());

        for (Path file : store.files()) {
            if (!file.toString().endsWith(".seg")) {
                continue;
            }
            byte[] bytes = Files.readAllBytes(store.copy().resolve(file));
            for (int size = 0; size < bytes.length; size += STEP_BYTES) {
                // when
                Path copy = store.copy();
                Files.write(copy.resolve(file), Arrays.copyOf(bytes, size));

                // then
                look(store, copy, whole, "%s cut at %d".formatted(file, size), Long.MAX_VALUE);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldTakeBackSegmentsFromAnotherChannelsDirectory() throws IOException {
        // given
        DamagedStore store = DamagedStore.closed(temp);
        Started whole = DamagedStore.start(store.copy());
        Path copy = store.copy();
        List<Path> channels = store.channelDirectories();
        Path from = copy.resolve(channels.get(0));
        Path to = copy.resolve(channels.get(1));
        Set<Path> moved = new HashSet<>();
        for (Path file : store.files()) {
            boolean isFree = Files.notExists(to.resolve(file.getFileName()));
            if (file.startsWith(channels.get(0)) && isFree) {
                moved.add(Files.move(copy.resolve(file), to.resolve(file.getFileName())));
            }
        }
        assertThat(moved).isNotEmpty();
        assertThat(from).isDirectory();

        // when
        StoreReport report = DamagedStore.check(copy);
        Started found = DamagedStore.start(copy);

        // then
        assertThat(report.isDamaged()).isTrue();
        assertThat(report.findings())
                .filteredOn(finding -> moved.contains(finding.file()))
                .allMatch(finding -> finding.meaning().contains("belongs to channel"))
                .hasSameSizeAs(moved);
        assertThat(found.messages()).isEqualTo(whole.messages());
        assertThat(DamagedStore.check(copy).isDamaged()).isFalse();
    }

    @Test
    void shouldStartAndCheckAndStopThoughAFifoIsInPlaceOfASegment() throws Exception {
        // given
        DamagedStore store = DamagedStore.closed(temp);
        Started whole = DamagedStore.start(store.copy());
        Path copy = store.copy();
        Path segment =
                copy.resolve(
                        store.files().stream()
                                .filter(file -> file.toString().endsWith(".seg"))
                                .findFirst()
                                .orElseThrow());
        Files.delete(segment);
        assumeThat(new ProcessBuilder("mkfifo", segment.toString()).start().waitFor()).isZero();

        // when
        StoreReport report = DamagedStore.check(copy);
        Started found = DamagedStore.start(copy);

        // then
        assertThat(report.findings())
                .anyMatch(finding ->
                        finding.file().equals(segment)
                                && finding.meaning().contains("no regular file"));
        assertThat(found.messages().get("tickets:created"))
                .isEqualTo(whole.messages().get("tickets:created"));
        assertThat(found.messages().get("foo")).isNotEmpty();
        assertThat(segment).doesNotExist();
    }

    @Test
    void shouldKeepWhatItCreatesToItsOwner() throws IOException {
        // given
        Path root = temp.resolve("new/store");
        assumeThat(Files.getFileStore(temp).supportsFileAttributeView("posix")).isTrue();

        // when
        DamagedStore.start(root);

        // then
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .as("%s", each)
                        .isEqualTo(Files.isDirectory(each) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void shouldReadAStoreOfWhichNothingWasNotedAndTakeNote() throws IOException {
        // given: a Stanchion that did not know of notes was killed
        Path original = Path.of("src/test/resources/store-without-notes");
        DamagedStore store = DamagedStore.of(temp, original);
        Path copy = store.copy();

        Path cut = store.beside(copy);
        Path segment = cut.resolve("channels/tickets%3Acreated-2/00000000000000000001.seg");
        Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), 150));

        // when
        StoreReport before = DamagedStore.check(copy);
        StoreReport ofCut = DamagedStore.check(cut);
        Started found = DamagedStore.start(copy);
        DamagedStore.delete(copy.resolve("channels/tickets%3Acreated-2/00000000000000000001.seg"));
        StoreReport after = DamagedStore.check(copy);

        // then
        assertThat(before.isDamaged()).isFalse();
        assertThat(ofCut.findings())
                .anyMatch(finding -> finding.meaning().contains("it was perhaps cut"));
        assertThat(found.count()).isEqualTo(14 + 13);
        assertThat(found.state().clients()).hasSize(1);
        assertThat(found.state().channels().get(0).subscriptions().get(0).pending())
                .containsExactly(2L, 3L, 4L, 5L);
        assertThat(after.findings())
                .anyMatch(finding -> finding.meaning().contains("5 of the messages 1 to 5"));
    }
}
