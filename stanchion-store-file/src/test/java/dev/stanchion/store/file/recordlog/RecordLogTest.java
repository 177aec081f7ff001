package dev.stanchion.store.file.recordlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.journal.FaultyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLogTest {
    private static final List<String> THREE = List.of("first", "the second", "3");

    @TempDir Path directory;
    private final FaultyFiles files = new FaultyFiles();
    private final List<String> read = new ArrayList<>();
    private Path path = Path.of("");

    @BeforeEach
    void name() {
        path = directory.resolve("records");
    }

    private RecordLog open() throws IOException {
        read.clear();
        return RecordLog.open(
                files,
                path,
                RecordLog.Safety.MACHINE,
                42,
                body -> read.add(UTF_8.decode(body).toString()));
    }

    private List<String> reopened() throws IOException {
        open().close();
        return List.copyOf(read);
    }

    private static ByteBuffer body(String text) {
        return UTF_8.encode(text);
    }

    private void write(List<String> texts) throws IOException {
        try (RecordLog log = open()) {
            for (String text : texts) {
                log.append(body(text));
            }
        }
    }

    @Test
    void shouldReadWhatWasAppendedInOrder() throws IOException {
        // when
        write(List.of());
        write(List.of("first", "the second"));
        write(List.of("3"));

        // then
        assertThat(reopened()).isEqualTo(THREE);
    }

    @Test
    void shouldKeepItsIdWhenItIsReplaced() throws IOException {
        // given
        write(THREE);

        // when
        try (RecordLog log =
                RecordLog.open(files, path, RecordLog.Safety.PROCESS, 77, body -> {})) {
            log.compact(List.of(body("all")));
        }

        // then
        try (RecordLog again = open()) {
            assertThat(again.id()).isEqualTo(42);
        }
    }

    @Test
    void shouldCutATornEndOffWhereverItIsTorn() throws IOException {
        // given
        write(THREE);
        byte[] whole = Files.readAllBytes(path);
        int third = whole.length - RecordLog.RECORD_HEADER_BYTES - 1;

        for (int length = third; length < whole.length; length++) {
            // when
            Files.write(path, Arrays.copyOf(whole, length));
            try (RecordLog log = open()) {
                // then
                assertThat(read).as("cut at %d", length).containsExactly("first", "the second");
                assertThat(log.cutBytes()).isEqualTo(length - third);
                log.append(body("again"));
            }
            assertThat(reopened()).containsExactly("first", "the second", "again");
        }
    }

    @Test
    void shouldReadAPrefixOfTheRecordsWhereverTheFileEnds() throws IOException {
        // given
        write(THREE);
        byte[] whole = Files.readAllBytes(path);

        for (int length = 0; length < whole.length; length++) {
            // when
            Files.write(path, Arrays.copyOf(whole, length));

            // then
            List<String> left = reopened();
            assertThat(left).as("cut at %d", length).isEqualTo(THREE.subList(0, left.size()));
        }
    }

    @Test
    void shouldCutZerosOffThatWereNeverWritten() throws IOException {
        // given
        write(THREE);
        byte[] whole = Files.readAllBytes(path);

        // when
        Files.write(path, Arrays.copyOf(whole, whole.length + 5000));

        // then
        assertThat(reopened()).isEqualTo(THREE);
        assertThat(path).hasSize(whole.length);
    }

    /** Whatever bit turns, a record is read as it was written, or the damage is named. */
    @Test
    void shouldNeverReadADamagedRecord() throws IOException {
        // given
        write(THREE);
        byte[] whole = Files.readAllBytes(path);
        int third = whole.length - RecordLog.RECORD_HEADER_BYTES - 1;

        for (int bit = 0; bit < whole.length * 8; bit++) {
            // when
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(path, damaged);
            StoreException failure =
                    catchThrowableOfType(StoreException.class, () -> open().close());

            // then
            if (bit / 8 < third) {
                assertThat(failure).as("bit %d", bit).isNotNull();
                assertThat(failure.kind()).isEqualTo(StoreException.Kind.CORRUPT);
                assertThat(Files.readAllBytes(path)).isEqualTo(damaged);
            } else if (bit / 8 < third + Integer.BYTES) { // its length, which is no secret
                assertThat(failure).as("bit %d", bit).isNull();
                assertThat(read).containsExactlyElementsOf(THREE);
            } else {
                assertThat(failure).as("bit %d", bit).isNull();
                assertThat(read).containsExactly("first", "the second");
            }
        }
    }

    @Test
    void shouldNameThePlaceOfTheDamage() throws IOException {
        // given
        write(THREE);
        byte[] damaged = Files.readAllBytes(path);
        int second = RecordLog.HEADER_BYTES + RecordLog.RECORD_HEADER_BYTES + "first".length();
        damaged[second + RecordLog.RECORD_HEADER_BYTES]++;
        Files.write(path, damaged);

        // then
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(path + " at offset " + second);
    }

    @Test
    void shouldRefuseWhatIsNoRecordLog() throws IOException {
        // given
        Files.writeString(path, "a file of somebody else, which is long enough for a header");

        // then
        assertThatThrownBy(this::open).hasMessageContaining("it is no record log");
    }

    @Test
    void shouldBecomeWhatItIsReplacedWith() throws IOException {
        // given
        try (RecordLog log = open()) {
            log.append(body("void"));

            // when
            log.compact(List.of(body("all"), body("x".repeat(100_000)), body("that is left")));
            log.append(body("and more"));
        }

        // then
        assertThat(reopened())
                .containsExactly("all", "x".repeat(100_000), "that is left", "and more");
    }

    @Test
    void shouldBeWorthReplacingOnceItHasDoubled() throws IOException {
        try (RecordLog log = open()) {
            // given
            ByteBuffer kilobyte = ByteBuffer.allocate(1024);
            log.compact(IntStream.range(0, 100).mapToObj(i -> kilobyte).toList());
            assertThat(log.isWorthCompacting()).isFalse();

            // when
            for (int i = 0; i < 100; i++) {
                log.append(kilobyte);
            }
            boolean before = log.isWorthCompacting();
            log.append(kilobyte);

            // then
            assertThat(before).isFalse();
            assertThat(log.isWorthCompacting()).isTrue();
        }
    }

    /** The process may end at any byte of the replacement, and before or after it takes over. */
    @Test
    void shouldSurviveTheEndOfTheProcessWhileItIsReplaced() throws IOException {
        // given
        write(THREE);
        byte[] before = Files.readAllBytes(path);
        try (RecordLog log = open()) {
            log.compact(List.of(body("all")));
        }
        byte[] after = Files.readAllBytes(path);
        Path replacement = directory.resolve("records.new");

        for (int length = 0; length <= after.length; length++) {
            // when
            Files.write(path, before);
            Files.write(replacement, Arrays.copyOf(after, length));

            // then
            assertThat(reopened()).as("ended after %d bytes", length).isEqualTo(THREE);
            assertThat(replacement).doesNotExist();
        }
        Files.write(path, after);
        assertThat(reopened()).containsExactly("all");
    }

    @Test
    void shouldBeAsBeforeWhenTheDiskIsFull() throws IOException {
        for (int room = 0; room < 10; room++) {
            // given
            Files.deleteIfExists(path);
            write(THREE);
            try (RecordLog log = open()) {
                // when
                files.leaves(room);
                assertThatThrownBy(() -> log.append(body("too long for it")))
                        .isInstanceOf(IOException.class);
                files.leaves(room);
                assertThatThrownBy(() -> log.compact(List.of(body("all"))))
                        .isInstanceOf(IOException.class);
                files.leaves(Long.MAX_VALUE);
                log.append(body("4"));
            }

            // then
            assertThat(reopened()).containsExactly("first", "the second", "3", "4");
        }
    }
}
