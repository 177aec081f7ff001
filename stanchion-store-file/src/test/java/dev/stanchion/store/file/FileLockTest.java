package dev.stanchion.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.Rival;
import dev.stanchion.activity.Sighting;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockTest {
    @TempDir private Path parent;

    private FileLock member(String name) {
        return new FileLock(parent.resolve("store"), name);
    }

    @Test
    void shouldBeFreeInADirectoryThatIsMissing() {
        // when
        Sighting seen = member("a").look();

        // then
        assertThat(seen).isEqualTo(Sighting.FREE);
    }

    @Test
    void shouldShowTheHolderToTheOthers() {
        // given
        FileLock first = member("process 1 on a");
        Tenure tenure = first.claim(first.look(), Basis.UNCHANGED);

        // when
        Sighting seen = member("b").look();

        // then
        assertThat(tenure.epoch()).isEqualTo(1);
        assertThat(seen.rival()).isEqualTo(Rival.MEMBER);
        assertThat(seen.holder()).isEqualTo("process 1 on a");
        assertThat(first.look().rival()).isEqualTo(Rival.SELF);
        first.close();
    }

    /** The system knows whether the process lives; silence means nothing. */
    @Test
    void shouldShowASignOfLifeWithEachLookWhileItIsHeld() {
        // given
        FileLock first = member("a");
        first.claim(first.look(), Basis.UNCHANGED);
        FileLock second = member("b");

        // when
        Sighting one = second.look();
        Sighting other = second.look();

        // then
        assertThat(other.mark()).isNotEqualTo(one.mark());
        assertThat(other.id()).isEqualTo(one.id());
        first.close();
    }

    @Test
    void shouldRefuseAClaimWhileAnotherHoldsIt() {
        // given
        FileLock first = member("a");
        FileLock second = member("b");
        Sighting seen = second.look();
        first.claim(first.look(), Basis.UNCHANGED);

        // when
        StoreException why =
                catchThrowableOfType(StoreException.class, () -> second.claim(seen, Basis.UNHEARD));

        // then
        assertThat(why.kind()).isEqualTo(Kind.BUSY);
        first.close();
    }

    @Test
    void shouldCountEpochsOverReleases() {
        // given
        FileLock first = member("a");
        first.claim(first.look(), Basis.UNCHANGED);
        first.release();
        FileLock second = member("b");

        // when
        Tenure tenure = second.claim(second.look(), Basis.UNCHANGED);

        // then
        assertThat(tenure.epoch()).isEqualTo(2);
        assertThat(catchThrowableOfType(StoreException.class, first::renew).kind())
                .isEqualTo(Kind.FENCED);
        second.close();
    }

    @Test
    void shouldBeginAnewWhereTheFileHoldsNoNumber() throws IOException {
        // given
        FileLock lock = member("a");
        lock.look();
        Files.writeString(parent.resolve("store/group"), "rubbish, and much more of it\n");

        // when
        Tenure tenure = lock.claim(lock.look(), Basis.UNCHANGED);

        // then
        assertThat(tenure.epoch()).isEqualTo(1);
        assertThat(Files.readString(parent.resolve("store/group"))).isEqualTo("1\na\n");
        lock.close();
    }
}
