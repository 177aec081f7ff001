package dev.stanchion.crash.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.Disk.Access;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The common behaviour of the simulated disk and a real one while nothing fails. */
abstract class DiskContract {
    abstract Disk disk();

    /** Returns a directory that exists and is empty. */
    abstract Path root();

    @Test
    void shouldReadWhatWasWrittenAcrossSectorsAndBuffers() throws IOException {
        // given
        String text = "0123456789".repeat(200);
        try (DiskFile file = disk().create(root().resolve("a"))) {
            // when
            file.writeFully(new ByteBuffer[] {bytes(text), bytes("-end")}, 3);

            // then
            assertThat(file.sizeBytes()).isEqualTo(2007);
            assertThat(read(file, 0, 2007)).isEqualTo("\0\0\0" + text + "-end");
            assertThat(read(file, 510, 4)).isEqualTo("7890");
        }
    }

    @Test
    void shouldNotReadPastTheEnd() throws IOException {
        try (DiskFile file = disk().create(root().resolve("a"))) {
            // given
            file.writeFully(new ByteBuffer[] {bytes("abc")}, 0);

            // then
            assertThat(file.read(ByteBuffer.allocate(10), 1)).isEqualTo(2);
            assertThat(file.read(ByteBuffer.allocate(10), 3)).isEqualTo(-1);
            assertThatThrownBy(() -> read(file, 1, 3)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void shouldReadZerosWhereAFileWasCutAndGrewAgain() throws IOException {
        try (DiskFile file = disk().create(root().resolve("a"))) {
            // given
            file.writeFully(new ByteBuffer[] {bytes("x".repeat(1500))}, 0);

            // when
            file.truncate(2);
            file.truncate(1000); // which does not make it longer
            file.writeFully(new ByteBuffer[] {bytes("y")}, 1200);

            // then
            assertThat(file.sizeBytes()).isEqualTo(1201);
            assertThat(read(file, 0, 1201)).isEqualTo("xx" + "\0".repeat(1198) + "y");
        }
    }

    @Test
    void shouldRefuseToCreateWhatIsThereAndToOpenWhatIsNot() throws IOException {
        // given
        Path path = root().resolve("a");
        disk().create(path).close();

        // then
        assertThatThrownBy(() -> disk().create(path))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> disk().open(root().resolve("b"), Access.READ))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk().create(root().resolve("no/b")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk().list(root().resolve("no")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void shouldNotWriteWhatIsOpenForReadingOrClosed() throws IOException {
        // given
        Path path = root().resolve("a");
        DiskFile closed = disk().create(path);
        closed.close();
        closed.close();

        // then
        assertThatThrownBy(() -> closed.writeFully(new ByteBuffer[] {bytes("x")}, 0))
                .isInstanceOf(ClosedChannelException.class);
        try (DiskFile file = disk().open(path, Access.READ)) {
            assertThatThrownBy(() -> file.writeFully(new ByteBuffer[] {bytes("x")}, 0))
                    .isInstanceOf(NonWritableChannelException.class);
        }
    }

    @Test
    void shouldListFilesAndDirectories() throws IOException {
        // given
        disk().createDirectory(root().resolve("d/e"));
        disk().createDirectory(root().resolve("d/e"));
        disk().create(root().resolve("a")).close();

        // then
        assertThat(disk().list(root()))
                .containsExactlyInAnyOrder(
                        new Disk.Entry(root().resolve("a"), false),
                        new Disk.Entry(root().resolve("d"), true));
        assertThat(disk().list(root().resolve("d")))
                .extracting(Disk.Entry::name)
                .containsExactly("e");
    }

    @Test
    void shouldReplaceTheFileOfTheNewName() throws IOException {
        // given
        write("old", "old");
        write("new", "new");

        // when
        try (DiskFile before = disk().open(root().resolve("old"), Access.READ)) {
            disk().rename(root().resolve("new"), root().resolve("old"));

            // then
            assertThat(read(before, 0, 3)).isEqualTo("old");
        }
        assertThat(disk().list(root())).extracting(Disk.Entry::name).containsExactly("old");
        try (DiskFile after = disk().open(root().resolve("old"), Access.READ)) {
            assertThat(read(after, 0, 3)).isEqualTo("new");
        }
    }

    @Test
    void shouldGiveAFileASecondName() throws IOException {
        // given
        disk().createDirectory(root().resolve("d"));
        write("a", "a");

        // when
        disk().link(root().resolve("a"), root().resolve("d/b"));
        disk().delete(root().resolve("a"));

        // then
        try (DiskFile linked = disk().open(root().resolve("d/b"), Access.READ)) {
            assertThat(read(linked, 0, 1)).isEqualTo("a");
        }
        write("c", "c");
        assertThatThrownBy(() -> disk().link(root().resolve("c"), root().resolve("d/b")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> disk().link(root().resolve("no"), root().resolve("d/c")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void shouldNotReplaceADirectoryThatHasSomething() throws IOException {
        // given
        disk().createDirectory(root().resolve("old"));
        disk().createDirectory(root().resolve("new"));
        write("old/a", "a");
        write("new/b", "b");

        // when // then
        assertThatThrownBy(() -> disk().rename(root().resolve("new"), root().resolve("old")))
                .isInstanceOf(IOException.class);
        disk().rename(root().resolve("new"), root().resolve("newer"));
        assertThat(disk().list(root().resolve("old")))
                .extracting(Disk.Entry::name)
                .containsExactly("a");
        assertThat(disk().list(root().resolve("newer")))
                .extracting(Disk.Entry::name)
                .containsExactly("b");
    }

    @Test
    void shouldDeleteFilesAndEmptyDirectories() throws IOException {
        // given
        disk().createDirectory(root().resolve("d"));
        write("d/a", "a");

        // when // then
        assertThatThrownBy(() -> disk().delete(root().resolve("d")))
                .isInstanceOf(DirectoryNotEmptyException.class);
        disk().delete(root().resolve("d/a"));
        disk().delete(root().resolve("d/a"));
        disk().delete(root().resolve("d"));
        disk().syncDirectory(root());
        assertThat(disk().list(root())).isEmpty();
    }

    @Test
    void shouldKeepADirectoryToOne() throws IOException {
        // given
        Closeable lock = disk().lock(root());

        // then
        assertThatThrownBy(() -> disk().lock(root()))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.BUSY));
        lock.close();
        disk().lock(root()).close();
    }

    private void write(String name, String text) throws IOException {
        try (DiskFile file = disk().create(root().resolve(name))) {
            file.writeFully(new ByteBuffer[] {bytes(text)}, 0);
        }
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    static String read(DiskFile file, long position, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        file.readFully(target, position);
        return new String(target.array(), ISO_8859_1);
    }
}
