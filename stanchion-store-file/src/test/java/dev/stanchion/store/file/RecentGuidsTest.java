package dev.stanchion.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentGuidsTest {
    private static final long ORDERS = 0x1234567890abcdefL;
    private static final long REFUNDS = -7;

    @TempDir private Path directory;

    private RecentGuids open() {
        return RecentGuids.open(directory);
    }

    @Test
    void shouldKnowWhatTheLastProcessHasAppended() {
        // given
        RecentGuids first = open();
        for (long sequence = 1; sequence <= 5; sequence++) {
            first.appended(ORDERS, sequence, 100 + sequence);
        }
        first.appended(REFUNDS, 1, 900);

        // when
        RecentGuids second = open();

        // then: behind the sequence, and not beyond what is stored
        assertThat(second.guidHashes(ORDERS, 2, 4)).containsExactlyInAnyOrder(103, 104);
        assertThat(second.guidHashes(ORDERS, 5, 9)).isEmpty();
        assertThat(second.guidHashes(REFUNDS, 0, 9)).containsExactly(900);
        assertThat(second.guidHashes(42, 0, 9)).isEmpty();
    }

    @Test
    void shouldForgetWhatWasNeverStoredOnceItsSequenceIsUsedAgain() {
        // given: sequence 2 was appended and not stored
        RecentGuids first = open();
        first.appended(ORDERS, 1, 101);
        first.appended(ORDERS, 2, 102);

        // when
        RecentGuids second = open();
        second.appended(ORDERS, 2, 202);
        RecentGuids third = open();

        // then
        assertThat(second.guidHashes(ORDERS, 0, 1)).containsExactly(101);
        assertThat(third.guidHashes(ORDERS, 0, 2)).containsExactlyInAnyOrder(101, 202);
    }

    @Test
    void shouldKeepTheNewestEntries() {
        // given
        RecentGuids first = open();
        int count = GuidTable.ENTRIES + 10;
        for (long sequence = 1; sequence <= count; sequence++) {
            first.appended(ORDERS, sequence, sequence);
        }

        // when
        long[] left = open().guidHashes(ORDERS, 0, count);

        // then
        assertThat(left).hasSize(GuidTable.ENTRIES).doesNotContain(10L).contains(11L, count);
        assertThat(Files.exists(directory.resolve("guids"))).isTrue();
    }

    @Test
    void shouldIgnoreAnEntryThatIsNotWhole() throws IOException {
        // given
        RecentGuids first = open();
        first.appended(ORDERS, 1, 101);
        first.appended(ORDERS, 2, 102);
        Path file = directory.resolve("guids");
        byte[] bytes = Files.readAllBytes(file);
        bytes[64 + 2 * 40 + 24]++;
        Files.write(file, bytes);

        // when
        RecentGuids second = open();

        // then
        assertThat(second.guidHashes(ORDERS, 0, 2)).containsExactly(101);
    }

    @Test
    void shouldReplaceAFileThatIsNoneOfIts() throws IOException {
        // given
        Files.writeString(directory.resolve("guids"), "something else");

        // when
        RecentGuids replaced = open();
        replaced.appended(ORDERS, 1, 101);

        // then
        assertThat(replaced.guidHashes(ORDERS, 0, 1)).isEmpty();
        assertThat(open().guidHashes(ORDERS, 0, 1)).containsExactly(101);
    }
}
