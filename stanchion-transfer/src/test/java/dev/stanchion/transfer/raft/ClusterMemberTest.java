package dev.stanchion.transfer.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.transfer.GoFixture;
import dev.stanchion.transfer.ReadSource;
import dev.stanchion.transfer.TransferException;
import dev.stanchion.transfer.gofile.GoFileStore;
import dev.stanchion.transfer.gofile.Polynomial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the data of members of clusters. */
class ClusterMemberTest {
    private static final int FLIPS = 60;

    @TempDir private Path directory;

    @BeforeEach
    void unpack() {
        GoFixture.memberIn(directory);
    }

    @Test
    void shouldContinueBehindASnapshot(@TempDir Path other) {
        // given
        GoFixture.memberWithSnapshotIn(other);

        // when
        ReadSource found;
        try (GoFileStore store =
                        GoFileStore.open(
                                other.resolve("store"),
                                new GoFileStore.Options("", true, Polynomial.DEFAULT));
                ClusterMember member = ClusterMember.open(store, other.resolve("log"))) {
            found = ReadSource.of(member);
        }

        // then
        assertThat(found.messagesOf("orders").lastKey()).isEqualTo(8600);
        assertThat(found.clients()).contains("app-1");
        assertThat(found.positions("orders"))
                .singleElement()
                .asString()
                .startsWith("app-1/dur sent ")
                .contains(" pending ");
    }

    private GoFileStore store() {
        return GoFileStore.open(
                directory.resolve("store"), new GoFileStore.Options("", true, Polynomial.DEFAULT));
    }

    private ReadSource read() {
        try (GoFileStore store = store();
                ClusterMember member = ClusterMember.open(store, directory.resolve("log"))) {
            return ReadSource.of(member);
        }
    }

    private Path log() {
        return directory.resolve("log/tick/raft.log");
    }

    @Test
    void k28_shouldReadClientsPositionsAndMessages() {
        // when
        ReadSource found = read();

        // then
        assertThat(found.clients()).containsExactly("c2", "c3");
        assertThat(found.messagesOf("foo")).hasSize(20);
        assertThat(found.messagesOf("bar.x")).hasSize(3);
        assertThat(found.positions("foo"))
                .containsExactly(
                        "c2/dur sent 20 pending 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20",
                        "c3/dur sent 20 pending ");
        assertThat(found.findings().kept()).isEmpty();
    }

    @Test
    void shouldTakeMessagesThatOnlyTheLogHas() throws IOException {
        // given
        ReadSource before = read();
        Files.delete(directory.resolve("store/foo/msgs.1.dat"));
        Files.delete(directory.resolve("store/foo/msgs.1.idx"));

        // when
        ReadSource found = read();

        // then
        assertThat(found.messages()).isEqualTo(before.messages());
        assertThat(found.findings().kept().toString())
                .contains("messages #1 to #20 come from the Raft log");
    }

    @Test
    void shouldNameALogThatIsNotThere() throws IOException {
        Files.delete(log());
        assertThatThrownBy(this::read)
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void shouldRefuseWhatIsNoLog() throws IOException {
        Files.write(log(), new byte[10_000]);
        assertThatThrownBy(this::read)
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("it is no file of bbolt");
    }

    /** The log has no checksums below its meta pages, so damage may also be read as data. */
    @Test
    void shouldNeitherCrashNorHangWhateverIsDamaged() throws IOException {
        byte[] whole = Files.readAllBytes(log());
        Random random = new Random(1);
        for (int i = 0; i < FLIPS; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            Files.write(log(), damaged);
            try {
                read();
            } catch (TransferException e) {
                assertThat(e.getMessage()).contains("raft.log");
            }
        }
    }

    @Test
    void shouldSayHowToImportAMember() {
        assertThatThrownBy(() ->
                        GoFileStore.open(directory.resolve("store"), GoFileStore.Options.DEFAULTS))
                .isInstanceOf(TransferException.class)
                .extracting(e -> ((TransferException) e).remedy())
                .asString()
                .contains("--cluster_log_path LOG", "--messages-only");
    }
}
