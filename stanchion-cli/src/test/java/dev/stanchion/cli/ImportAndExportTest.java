package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.testing.GoFolder;
import dev.stanchion.store.file.StoreDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands import and export print, and with which code they end. */
class ImportAndExportTest {
    @TempDir private Path directory;

    private Path source() {
        return directory.resolve("go");
    }

    private String target() {
        return directory.resolve("ours").toString();
    }

    private CommandRun imports(String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "import";
        args[1] = source().toString();
        System.arraycopy(more, 0, args, 2, more.length);
        return CommandRun.of(args);
    }

    @Test
    void shouldImportAndSayHowToStartTheServer() {
        // given
        GoFolder.at(source());

        // when
        CommandRun run = imports("--into", target());

        // then
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().toList())
                .containsExactly(
                        source()
                                + ": cluster ticketing, 1 client(s), 1 channel(s), 5 message(s),"
                                + " 35 bytes",
                        "  orders  5 message(s) #1 to #5, 35 bytes, 1 subscription(s), 5"
                                + " unacknowledged",
                        "Nothing is lost.",
                        "Start the server with: -cluster_id ticketing -store file -dir "
                                + target());
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldExportWhatItHasImported() {
        // given
        GoFolder.at(source());
        imports("--into", target());
        Path again = directory.resolve("again");

        // when
        CommandRun run =
                CommandRun.of("export", target(), "--format", "go", "--into", again.toString());

        // then
        assertThat(run.out()).startsWith(again + ": cluster ticketing, 1 client(s)");
        assertThat(run.exitCode()).isZero();
        assertThat(again.resolve("orders/msgs.1.dat"))
                .hasSameBinaryContentAs(source().resolve("orders/msgs.1.dat"));
    }

    @Test
    void shouldPrintJsonForPrograms() {
        // given
        GoFolder.at(source());

        // when
        CommandRun run = imports("--dry-run", "--json");

        // then
        assertThat(run.out().lines().toList().getLast())
                .startsWith("{\"cluster\":\"ticketing\",\"clients\":1,\"channels\":1,")
                .contains("\"messages\":5", "\"kept\":0", "\"losses\":0");
    }

    @Test
    void shouldEndWithThreeAndNameWhatIsLost() throws IOException {
        // given
        Path messages = GoFolder.at(source()).resolve("orders/msgs.1.dat");
        byte[] bytes = Files.readAllBytes(messages);
        bytes[20] ^= 1;
        Files.write(messages, bytes);

        // when
        CommandRun run = imports("--dry-run");

        // then
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("the checksum of message #1 is wrong", "message #1 is lost");
    }

    @Test
    void shouldNotKnowTheFilesWithAnotherPolynomial() {
        // given
        GoFolder.at(source());

        // when
        CommandRun run = imports("--dry-run", "--file_crc_poly", "2197175160");

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("server.dat is missing or damaged")
                .contains("--file_crc_poly if the Go server had that flag");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "import DIR, 2, Missing required argument",
                "import --into X, 2, missing required parameter: 'SOURCE'",
                "import DIR --into X --dry-run, 2, are mutually exclusive",
                "import DIR --dry-run --file_crc_poly 0, 2, polynomial: 0 (expected: 1 to",
                "import DIR --dry-run --file_crc_poly x, 2, '--file_crc_poly'",
                "import DIR/none --dry-run, 1, there is no such directory",
                "import DIR/go/server.dat --dry-run, 1, server.dat",
                "import DIR/go/orders --dry-run, 1, it has no server.dat",
                "import DIR/go --into  , 2, missing required parameter for option '--into'",
                "import DIR/go --into ftp://x, 1, --into",
                "import DIR/go --into jdbc:oracle:x, 1, --into",
                "import DIR/go --dry-run --encryption-key-file DIR/none, 1, cannot be read",
                "import DIR/go --into DIR/go, 1, is in the source",
                "import DIR/go --into DIR/go/a/new, 1, Name a directory outside of it",
                "import DIR/go --into DIR/link/new, 1, is in the source",
                "import DIR/go --into DIR/x/../go/new, 1, is in the source",
                "import DIR/go --cluster_log_path DIR/log --into DIR/log/new, 1, the source DIR/log",
                "import DIR/go --into DIR, 1, contains the source DIR/go",
                "import DIR/go --into DIR/., 1, Name a directory beside the source",
                "import DIR/link --into DIR/go/.., 1, contains the source DIR/link",
                "import DIR/go --cluster_log_path DIR/a/b --into DIR/a, 1, the source DIR/a/b",
                "restore DIR/go/a.backup --into DIR/go, 1, contains the source DIR/go/a.backup",
                "restore DIR/a.backup --into DIR/a.backup, 1, is in the source",
                "export DIR/go --format json --into DIR/x, 2, expected go but was 'json'",
                "export DIR/go --format go --into DIR/x, 1, it has no catalog",
                "export DIR/none --format go --into DIR/x, 1, it has no catalog",
            })
    void shouldNameTheInputAndTheRemedy(String line, int exitCode, String text) throws IOException {
        // given
        GoFolder.at(source());
        Files.createSymbolicLink(directory.resolve("link"), source());

        // when
        CommandRun run = CommandRun.of(line.replace("DIR", directory.toString()).split(" ", -1));

        // then
        assertThat(run.err())
                .contains(text.replace("DIR", directory.toString()))
                .doesNotContain("Exception", "\tat ");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(source().resolve("a")).doesNotExist();
        assertThat(source().resolve("new")).doesNotExist();
        assertThat(directory.resolve("catalog")).doesNotExist();
    }

    @Test
    void shouldRefuseToExportIntoADirectoryWithFiles() {
        // given
        GoFolder.at(source());
        imports("--into", target());

        // when
        CommandRun run =
                CommandRun.of("export", target(), "--format", "go", "--into", source().toString());

        // then
        assertThat(run.err()).contains(source() + " is not empty");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void shouldRefuseToExportIntoTheStoreItself() {
        // given
        GoFolder.at(source());
        imports("--into", target());
        String inside = target() + "/go";

        // when
        CommandRun run = CommandRun.of("export", target(), "--format", "go", "--into", inside);

        // then
        assertThat(run.err()).contains("--into " + inside + " is in the source " + target());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(Path.of(inside)).doesNotExist();
    }

    @Test
    void shouldRefuseToExportIntoADirectoryThatContainsTheStore() {
        // given
        GoFolder.at(source());
        imports("--into", target());

        // when
        CommandRun run =
                CommandRun.of("export", target(), "--format", "go", "--into", directory.toString());

        // then
        assertThat(run.err()).contains("--into %s contains the source".formatted(directory));
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void shouldSayWhereATakeoverHasPutTheStore() throws IOException {
        // given
        Path go = GoFolder.at(source());
        Path beside = StoreDirectory.besideGoFiles(go);
        imports("--into", target());
        Files.move(Path.of(target()), beside);

        // when
        CommandRun run =
                CommandRun.of("export", go.toString(), "--format", "go", "--into", target());

        // then
        assertThat(run.err()).contains("Name " + beside);
    }
}
