package dev.stanchion.store.file.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.store.file.ManualStore;
import dev.stanchion.store.file.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts in a file that was written ahead of its frames. */
class CommitScanTest {
    private static final int SECTOR_BYTES = 512;

    @TempDir private Path temp;
    private Path directory;
    private byte[] whole;
    private CommitFrames.Place second;

    /** Two frames, the second one with messages in many sectors, and zeros behind them. */
    @BeforeEach
    void writeTwoFrames() throws IOException {
        ManualStore device = new ManualStore(temp, ManualStore.SMALL);
        Path log;
        try (StoreFixture fixture = new StoreFixture(device)) {
            TestChannel channel = fixture.open("foo");
            channel.store("first");
            channel.store("second".repeat(40), 12);
            log = device.commitFiles().getLast();
            whole = CommitFrames.read(log);
            second = CommitFrames.of(log).get(1);
        }
        directory = Files.createDirectory(temp.resolve("commit"));
        assertThat(whole).hasSizeGreaterThan(second.end());
        assertThat(second.end() - second.body()).isGreaterThan(5 * SECTOR_BYTES);
    }

    /** Hears what a scan tells. */
    private static final class Told implements CommitScan.DamageListener {
        private final List<String> news = new ArrayList<>();

        @Override
        public void endsEarly(Path path, long offset, long bytes) {
            news.add("ends early at " + offset);
        }

        @Override
        public void damaged(Path path, long from, long to) {
            news.add("damaged from %d to %d".formatted(from, to));
        }

        @Override
        public void damaged(Path path, String why) {
            news.add(why);
        }
    }

    private final Told told = new Told();

    private CommitScan scan(byte[] first) throws IOException {
        Files.write(CommitLog.path(directory, 1), first);
        told.news.clear();
        return CommitScan.of(new RealDisk(), directory, name -> name.equals("foo") ? 1 : 0, told);
    }

    private byte[] withZeros(int from, int to) {
        byte[] bytes = whole.clone();
        Arrays.fill(bytes, from, to, (byte) 0);
        return bytes;
    }

    private void beginSecondFile(long firstFrame) throws IOException {
        byte[] header = new byte[FrameLayout.FILE_HEADER_BYTES];
        FrameLayout.fileHeader(2, firstFrame).get(header);
        Files.write(CommitLog.path(directory, 2), header);
    }

    @Test
    void shouldTakeZerosForTheEnd() throws IOException {
        // when
        CommitScan found = scan(whole);

        // then
        assertThat(found.nextFrame()).isEqualTo(3);
        assertThat(told.news).isEmpty();
    }

    @Test
    void shouldTakeZerosForTheEndOfAFileThatIsNotTheLast() throws IOException {
        // given
        beginSecondFile(3);

        // when
        CommitScan found = scan(whole);

        // then
        assertThat(found.nextFrame()).isEqualTo(3);
        assertThat(told.news).isEmpty();
    }

    @Test
    void shouldTakeAFileOfZerosForAnEmptyOne() throws IOException {
        // when
        CommitScan found = scan(withZeros(FrameLayout.FILE_HEADER_BYTES, whole.length));

        // then
        assertThat(found.nextFrame()).isEqualTo(1);
        assertThat(told.news).isEmpty();
    }

    @Test
    void shouldTellAFrameThatIsMissingBetweenOthers() throws IOException {
        // given
        CommitFrames.Place first = new CommitFrames.Place(32, 0, second.start());

        // when
        CommitScan found = scan(withZeros(first.start(), first.end()));

        // then
        assertThat(found.nextFrame()).isEqualTo(3);
        assertThat(told.news)
                .containsExactly("damaged from %d to %d".formatted(first.start(), first.end()));
    }

    @Test
    @Tag("long")
    void shouldLeaveOutAFrameWhoseWriteEndedAnywhere() throws IOException {
        for (int end = second.start(); end < second.end(); end++) {
            // when
            CommitScan found = scan(withZeros(end, second.end()));

            // then
            assertThat(found.nextFrame()).as("written up to %d", end).isEqualTo(2);
            if (end > second.start()) {
                assertThat(told.news).containsExactly("ends early at " + second.start());
            } else {
                assertThat(told.news).isEmpty();
            }
        }
    }

    @Test
    void shouldLeaveOutAFrameOfWhichAnySectorsAreMissing() throws IOException {
        // given
        int firstSector = second.start() / SECTOR_BYTES;
        int sectors = (second.end() - 1) / SECTOR_BYTES - firstSector + 1;

        for (int missing = 1; missing < 1 << sectors; missing++) {
            // when
            byte[] bytes = whole.clone();
            for (int i = 0; i < sectors; i++) {
                if ((missing >> i & 1) == 1) {
                    int from = Math.max(second.start(), (firstSector + i) * SECTOR_BYTES);
                    int to = Math.min(second.end(), (firstSector + i + 1) * SECTOR_BYTES);
                    Arrays.fill(bytes, from, to, (byte) 0);
                }
            }
            CommitScan found = scan(bytes);

            // then
            String which = "without " + Integer.toBinaryString(missing);
            assertThat(found.nextFrame()).as(which).isEqualTo(2);
            assertThat(told.news).as(which).noneMatch(news -> news.startsWith("damaged"));
        }
    }

    @Test
    void shouldLeaveOutTheSameFrameOnceItsNumberIsGivenToAnother() throws IOException {
        // given
        beginSecondFile(2);

        // when
        CommitScan found = scan(withZeros(second.end() - 100, second.end()));

        // then
        assertThat(found.replayOf(1)).extracting(Replay::lastSequence).isEqualTo(1L);
    }

    @Test
    void shouldKeepWhatAStartHasUsedOfAHalfWrittenFrame() throws IOException {
        // given: a version that looked at headers alone has gone on from there
        beginSecondFile(3);

        // when
        CommitScan found = scan(withZeros(second.end() - 100, second.end()));

        // then
        assertThat(found.nextFrame()).isEqualTo(3);
        assertThat(found.replayOf(1)).extracting(Replay::lastSequence).isEqualTo(13L);
    }

    @Test
    void shouldKeepTheOtherMessagesOfAFrameThatWasDamaged() throws IOException {
        for (int at = second.body(); at < second.end(); at += 97) {
            // when
            byte[] bytes = whole.clone();
            bytes[at] ^= 0x10;
            CommitScan found = scan(bytes);

            // then
            assertThat(found.nextFrame()).as("damaged at %d", at).isEqualTo(3);
        }
    }
}
