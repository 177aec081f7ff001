package dev.stanchion.store.file.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.Rival;
import dev.stanchion.activity.Sighting;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.StoreException.Kind;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.commit.Sync;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedLockTest {
    private final AtomicInteger ids = new AtomicInteger();
    private final Disk disk = new RealDisk();

    @TempDir private Path parent;

    private Path directory;

    @BeforeEach
    void nameDirectory() {
        directory = parent.resolve("store");
    }

    private SharedLock member(String name) {
        return new SharedLock(
                disk, directory, name, false, () -> "id" + ids.incrementAndGet(), () -> 0);
    }

    @Test
    void shouldShowTheHolderAndItsSignsOfLife() {
        // given
        SharedLock first = member("process 1 on a");
        SharedLock second = member("b");
        assertThat(second.look()).isEqualTo(Sighting.FREE);
        Tenure tenure = first.claim(first.look(), Basis.UNCHANGED);

        // when
        Sighting before = second.look();
        Sighting own = first.look();
        Sighting after = second.look();

        // then
        assertThat(tenure.epoch()).isEqualTo(1);
        assertThat(own.rival()).isEqualTo(Rival.SELF);
        assertThat(after.rival()).isEqualTo(Rival.MEMBER);
        assertThat(after.holder()).isEqualTo("process 1 on a");
        assertThat(after.mark()).isGreaterThan(before.mark());
    }

    @Test
    void shouldNotBeTakenFromAHolderThatHasGivenASignSince() {
        // given
        SharedLock first = member("a");
        first.claim(first.look(), Basis.UNCHANGED);
        SharedLock second = member("b");
        Sighting seen = second.look();

        // when
        first.renew();
        StoreException refused =
                catchThrowableOfType(
                        StoreException.class, () -> second.claim(seen, Basis.UNCHANGED));

        // then
        assertThat(refused.kind()).isEqualTo(Kind.BUSY);
        first.renew();
    }

    @Test
    void shouldTellTheHolderThatAnotherHasTakenOver() {
        // given
        SharedLock first = member("a");
        first.claim(first.look(), Basis.UNCHANGED);
        SharedLock second = member("b");

        // when
        Tenure tenure = second.claim(second.look(), Basis.UNHEARD);

        // then
        assertThat(tenure.epoch()).isEqualTo(2);
        assertThatThrownBy(first::renew).hasMessageContaining("b has taken over");
        assertThat(first.look().holder()).isEqualTo("b");
        assertThat(second.look().rival()).isEqualTo(Rival.SELF);
    }

    @Test
    void shouldBeFreeAtOnceWhenItIsGivenBack() {
        // given
        SharedLock first = member("a");
        first.claim(first.look(), Basis.UNCHANGED);

        // when
        first.release();

        // then
        SharedLock second = member("b");
        assertThat(second.look()).isEqualTo(Sighting.FREE);
        assertThat(second.claim(second.look(), Basis.UNCHANGED).epoch()).isEqualTo(2);
    }

    @Test
    void shouldWaitForAClaimThatGoesOn() throws IOException {
        // given
        SharedLock first = member("a");
        first.claim(first.look(), Basis.UNCHANGED);
        first.release();
        Path claim = Files.createDirectory(directory.resolve("claim-2-x"));
        Life life = new Life(disk, claim, () -> 0);
        life.begin("x", "process 2 on b");

        // when
        SharedLock third = member("c");
        Sighting before = third.look();
        life.beat();
        Sighting after = third.look();

        // then
        assertThat(after.rival()).isEqualTo(Rival.MEMBER);
        assertThat(after.holder()).isEqualTo("process 2 on b");
        assertThat(after.mark()).isGreaterThan(before.mark());
        assertThat(third.claim(after, Basis.UNCHANGED).epoch()).isEqualTo(2);
    }

    @Test
    void shouldTellAtOnceThatAProcessHasEndedWhoseLockItHasSeen() throws IOException {
        // given
        SharedLock first = member("a");
        Tenure tenure = first.claim(first.look(), Basis.UNCHANGED);
        Path epoch = directory.resolve("epoch-" + tenure.epoch());
        SharedLock second = member("b");
        assertThat(second.look().isGone()).as("it has no lock yet").isFalse();

        // when
        boolean isGoneWithLock;
        try (Disk.Hold process = disk.lock(epoch)) {
            assertThat(process).isNotNull();
            isGoneWithLock = second.look().isGone();
        }

        // then
        assertThat(isGoneWithLock).isFalse();
        assertThat(second.look().isGone()).isTrue();
        assertThat(member("c").look().isGone()).as("its lock may be shown nowhere").isFalse();
    }

    @Test
    void shouldRefuseASecondServerWithoutAGroup() throws IOException {
        // given
        Tenure tenure = member("a").claimAlone();
        try (Disk.Hold process = disk.lock(directory.resolve("epoch-" + tenure.epoch()))) {
            assertThat(process).isNotNull();

            // then
            assertThatThrownBy(() -> member("b").claimAlone())
                    .hasMessageContaining("it is in use by a");
        }
        assertThat(member("b").claimAlone().epoch()).isEqualTo(2);
    }

    @Test
    void shouldNotBeginInADirectoryThatAnotherServerUses() throws IOException {
        // given
        Files.createDirectory(directory);
        try (Disk.Hold plain = disk.lock(directory)) {
            assertThat(plain).isNotNull();

            // when
            SharedLock lock = member("a");
            Sighting seen = lock.look();

            // then
            assertThat(seen.rival()).isEqualTo(Rival.OUTSIDER);
            assertThatThrownBy(lock::claimAlone).hasMessageContaining("in use");
        }
    }

    @Test
    void shouldLeaveOfEarlierEpochsWhatKeepsTheirNames() throws IOException {
        // given
        SharedLock first = member("a");
        first.claim(first.look(), Basis.UNCHANGED);
        SharedLock second = member("b");
        second.claim(second.look(), Basis.UNHEARD);
        Files.createDirectory(directory.resolve("claim-2-late"));
        Files.createDirectory(directory.resolve("claim-3-next"));

        // when
        second.look();

        // then
        assertThat(directory.resolve("epoch-1")).isDirectoryContaining("glob:**/term");
        assertThat(directory.resolve("epoch-1").toFile().list()).containsExactly("term");
        assertThat(directory.resolve("claim-2-late")).doesNotExist();
        assertThat(directory.resolve("claim-3-next")).exists();
    }

    @Test
    void shouldNotTakeOverFromAServerThatDoesNotSeeWhatOthersWrite() throws IOException {
        // given
        SharedLock follower = member("b");
        Path epoch = Files.createDirectories(directory.resolve("epoch-1"));
        new Term(disk, epoch).create();
        new Life(disk, epoch, () -> 0).begin("x", "process 1 on a");
        follower.look();

        // when
        for (int beat = 1; beat < 10; beat++) {
            Files.writeString(epoch.resolve("beat"), "%020d%n".formatted(beat));
        }

        // then
        assertThatThrownBy(follower::look)
                .hasMessageContaining("process 1 on a is alive, and does not see what this server");
    }

    @Test
    void shouldFollowAServerThatSeesWhatOthersWrite() {
        // given
        SharedLock active = member("a");
        active.claim(active.look(), Basis.UNCHANGED);
        SharedLock one = member("b");
        SharedLock other = member("c");

        // when
        for (int look = 0; look < 50; look++) {
            one.look();
            other.look();
            active.look();
        }

        // then
        assertThat(one.look().rival()).isEqualTo(Rival.MEMBER);
        assertThat(other.look().rival()).isEqualTo(Rival.MEMBER);
    }

    @Test
    void shouldRefuseToAcknowledgeWhatOtherMachinesDoNotSee() {
        // given
        FileStoreOptions options = FileStoreOptions.DEFAULTS.withSync(Sync.OS);

        // then
        assertThatThrownBy(() -> new SharedDirectory(directory, options))
                .hasMessageContaining("with -ft_shared, file_sync must be \"always\"");
    }

    @Test
    void shouldRefuseAFileSystemWithoutWhatATakeoverNeeds() {
        // given
        SharedDirectory shared = new SharedDirectory(directory, FileStoreOptions.DEFAULTS);
        shared.requireUsable(disk);
        assertThat(directory).isEmptyDirectory();

        // when
        Disk forgetful = new ReplacingDisk(disk);

        // then
        assertThatThrownBy(() -> shared.requireUsable(forgetful))
                .hasMessageContaining("cannot be shared with -ft_shared: it replaces a directory");
    }
}
