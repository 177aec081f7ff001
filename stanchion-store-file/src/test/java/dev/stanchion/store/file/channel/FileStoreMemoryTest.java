package dev.stanchion.store.file.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.store.file.ManualStore;
import dev.stanchion.store.file.OnManualDisk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The memory for the newest messages gets free again, whatever the disk did meanwhile. */
class FileStoreMemoryTest extends OnManualDisk {
    private static final String LARGE = "x".repeat(100_000);

    @Test
    void shouldTakeMessagesForeverAfterTheDiskWasTooSlow() {
        // given
        TestChannel channel = fixture.open("foo");
        device.disk().failToWrite(path -> path.toString().endsWith(".seg"));
        fillMemory(channel);

        // when
        device.disk().heal();

        // then
        for (int i = 0; i < 100; i++) {
            device.advance(Duration.ofSeconds(2));
            fixture.settle();
            channel.store(LARGE);
        }
    }

    private static void fillMemory(TestChannel channel) {
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 100; i++) {
                                channel.store(LARGE);
                            }
                        })
                .isInstanceOfSatisfying(
                        StoreException.class,
                        why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.BUSY));
    }

    @Test
    void shouldWriteAtOnceWhenManyChannelsHaveTakenTheMemory() {
        // given: a message of one byte takes a piece of 4 KiB, so little waits in much memory
        reopenWith(ManualStore.SMALL.withMemoryBytes(1 << 20));
        TestChannel refused = fixture.open("refused");
        for (int i = 0; i < 256; i++) {
            fixture.open("foo." + i).store("x");
        }
        assertThatThrownBy(() -> refused.append("y")).hasMessageContaining("Try it again");

        // when: the store has worked, but no time has passed
        fixture.settle();

        // then
        assertThat(refused.store("y").sequence()).isEqualTo(1);
    }

    @Test
    void shouldCommitTheRestWhenTheWriterHasMadeRoom() {
        // given: more than may wait for segments, and a commit behind it
        reopenWith(ManualStore.SMALL.withMemoryBytes(48 << 20));
        TestChannel channel = fixture.open("foo");
        for (int i = 0; i < 130; i++) {
            channel.append(LARGE);
        }
        channel.log().commit();
        channel.append("behind");

        // when: the committer looks for room while the writer writes, and no time passes
        device.disk()
                .duringWrites(() -> {
                    if (!device.segments().isEmpty()) {
                        device.letOthersWork();
                    }
                });
        channel.commit();

        // then
        assertThat(channel.durableUpTo()).isEqualTo(131);
    }

    @Test
    void shouldTakeAMessageThatIsLargerThanTheMemory() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("x");

        // when
        assertThatThrownBy(() -> channel.append("x".repeat(3 << 20)))
                .hasMessageContaining("Try it again");
        fixture.settle();

        // then
        assertThat(channel.store("x".repeat(3 << 20)).sequence()).isEqualTo(2);
        assertThat(channel.kept()).hasSize(2);
    }
}
