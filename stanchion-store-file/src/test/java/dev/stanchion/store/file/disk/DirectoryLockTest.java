package dev.stanchion.store.file.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a directory whose lock file somebody deletes or replaces. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a locked file cannot be deleted there")
class DirectoryLockTest {
    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("lock");
    }

    @Test
    void shouldMakeItsFileAnewWhenThatIsDeleted() throws IOException {
        try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
            // given
            Files.delete(file());

            // when // then
            assertThat(lock.lost()).isEmpty();
            assertThat(file()).content().contains("process " + ProcessHandle.current().pid());
            assertThat(lock.lost()).isEmpty();
        }
    }

    @Test
    void shouldBeLostOnceAnotherHasAFileOfThatName() throws IOException {
        // given
        Path other = directory.resolve("other");
        try (DirectoryLock lock = DirectoryLock.acquire(directory);
                FileChannel channel =
                        FileChannel.open(
                                other, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            assertThat(lock.lost()).isEmpty();

            // when
            Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);

            // then
            assertThat(lock.lost()).hasValueSatisfying(why -> assertThat(why).contains("in use"));
        }
    }

    @Test
    void shouldBeLostWithTheDirectory() throws IOException {
        // given
        Path store = Files.createDirectory(directory.resolve("store"));
        try (DirectoryLock lock = DirectoryLock.acquire(store)) {
            // when
            Files.move(store, directory.resolve("moved"));

            // then
            assertThat(lock.lost()).hasValueSatisfying(why -> assertThat(why).contains("moved"));
        }
    }

    @Test
    void shouldStayWithItsHolderWhenTheSameProcessTriesToTakeIt() throws IOException {
        try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
            // given
            Files.delete(file());

            // when // then
            assertThatThrownBy(() -> DirectoryLock.acquire(directory))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
            assertThat(lock.lost()).isEmpty();
        }
        DirectoryLock.acquire(directory).close();
    }
}
