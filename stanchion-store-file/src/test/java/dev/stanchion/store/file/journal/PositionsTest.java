package dev.stanchion.store.file.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionsTest {
    private static final long ID = 42;

    @TempDir Path directory;
    private final FaultyFiles files = new FaultyFiles();
    private final List<Throwable> losses = new ArrayList<>();

    private Path path() {
        return directory.resolve("positions");
    }

    private Positions open() throws IOException {
        return Positions.open(files, path(), ID, losses::add);
    }

    /** As the file is at this moment, and as the end of the process would leave it. */
    private Positions asLeftNow() throws IOException {
        Path copy = directory.resolve("copy");
        Files.write(copy, Files.readAllBytes(path()));
        return Positions.open(files, copy, ID, losses::add);
    }

    private Positions.Stamp stampAsLeftNow() throws IOException {
        try (Positions left = asLeftNow()) {
            return left.lastStamp();
        }
    }

    @Test
    void shouldRememberTenThousandChannelsWithoutBeingClosed() throws IOException {
        // given
        try (Positions positions = open()) {
            List<Slot> slots = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                slots.add(positions.begin(i, "channel." + i));
            }

            // when
            for (int i = 0; i < 10_000; i++) {
                slots.get(i).advance(i + 1L, 1_000_000L * i);
            }

            // then
            try (Positions left = asLeftNow()) {
                for (int i = 0; i < 10_000; i++) {
                    Slot slot = left.find(i, "channel." + i);
                    assertThat(slot.lastSequence()).isEqualTo(i + 1L);
                    assertThat(slot.lastTimestampEpochNanos()).isEqualTo(1_000_000L * i);
                }
            }
        }
    }

    @Test
    void shouldBeginAtZeroInTheSlotOfADeletedChannel() throws IOException {
        try (Positions positions = open()) {
            // given
            positions.begin(3, "old").advance(77, 88);

            // when
            Slot slot = positions.begin(3, "new");

            // then
            assertThat(slot.lastSequence()).isZero();
            assertThat(slot.lastTimestampEpochNanos()).isZero();
            assertThatThrownBy(() -> positions.find(3, "old"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("there should be the position of channel old");
        }
    }

    @Test
    void shouldRefuseAChannelBehindTheEnd() throws IOException {
        try (Positions positions = open()) {
            assertThatThrownBy(() -> positions.find(0, "foo")).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void shouldRefuseTheFileOfAnotherRecordLog() throws IOException {
        open().close();
        assertThatThrownBy(() -> Positions.open(files, path(), ID + 1, losses::add))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not belong to the record log");
    }

    @Test
    void shouldRefuseAHeaderThatIsDamaged() throws IOException {
        // given
        open().close();
        byte[] whole = Files.readAllBytes(path());

        for (int bit = 0; bit < 24 * 8; bit++) {
            // when
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(path(), damaged);

            // then
            assertThatThrownBy(this::open).as("bit %d", bit).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void shouldGrowOverAnExtentThatWasBeingWrittenWhenTheProcessEnded() throws IOException {
        // given
        try (Positions positions = open()) {
            positions.begin(0, "first").advance(5, 6);
        }
        Files.write(path(), new byte[777], StandardOpenOption.APPEND);

        // when
        try (Positions positions = open()) {
            positions.begin(Positions.SLOTS_PER_EXTENT, "next extent").advance(7, 8);

            // then
            try (Positions left = asLeftNow()) {
                assertThat(left.find(0, "first").lastSequence()).isEqualTo(5);
                assertThat(left.find(Positions.SLOTS_PER_EXTENT, "next extent").lastSequence())
                        .isEqualTo(7);
            }
        }
    }

    @Test
    void shouldSayAtOnceThatThereIsNoRoomForAnotherChannel() throws IOException {
        try (Positions positions = open()) {
            // given
            positions.begin(0, "first");
            files.leaves(100);

            // then
            assertThatThrownBy(() -> positions.begin(Positions.SLOTS_PER_EXTENT, "more"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldTellItsLastStamp() throws IOException {
        try (Positions positions = open()) {
            // given
            assertThat(positions.lastStamp())
                    .isEqualTo(new Positions.Stamp(Positions.State.OPEN, 0, 0));

            // when
            positions.begin(7);
            positions.stamp(1_700_000_000_000L);
            Positions.Stamp running = stampAsLeftNow();
            positions.closeInGoodOrder();
            Positions.Stamp closed = stampAsLeftNow();
            positions.begin(8);
            positions.abandon();

            // then
            assertThat(running)
                    .isEqualTo(new Positions.Stamp(Positions.State.OPEN, 7, 1_700_000_000_000L));
            assertThat(closed)
                    .isEqualTo(new Positions.Stamp(Positions.State.CLOSED, 7, 1_700_000_000_000L));
            assertThat(stampAsLeftNow())
                    .isEqualTo(
                            new Positions.Stamp(Positions.State.ABANDONED, 8, 1_700_000_000_000L));
        }
    }

    /** Somebody empties the directory below a running server: the memory has no file any more. */
    @Test
    void shouldReportOnceThatItsFileWasCutShort() throws IOException {
        try (Positions positions = open()) {
            // given
            Slot slot = positions.begin(0, "foo");
            Files.write(path(), new byte[0]);

            // when
            slot.advance(1, 2);
            slot.advance(2, 3);

            // then
            assertThat(losses).singleElement().isInstanceOf(InternalError.class);
        }
    }

    @Test
    void shouldUseOneSlotOf64BytesPerChannel() throws IOException {
        try (Positions positions = open()) {
            // when
            positions.begin(1, "foo").advance(0x0102030405060708L, 9);

            // then
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path()));
            assertThat(bytes.getLong(4096 + 64 + 8)).isEqualTo(0x0102030405060708L);
            assertThat(bytes.getLong(4096 + 64 + 16)).isEqualTo(9);
        }
    }
}
