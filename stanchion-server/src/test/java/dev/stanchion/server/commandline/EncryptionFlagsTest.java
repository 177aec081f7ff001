package dev.stanchion.server.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.StoreEncryption;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.store.encryption.EncryptionCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionFlagsTest {
    private static final Map<String, String> NO_KEY = Map.of("HOME", "/home/me");
    private static final Map<String, String> WITH_KEY =
            Map.of("HOME", "/home/me", EncryptionFlags.VARIABLE, "of the environment");

    @TempDir private Path directory;

    private static Request read(Map<String, String> environment, String... arguments) {
        return ServerCommandLine.read(
                List.of(arguments), Dialect.NATS_STREAMING_SERVER, environment, "2.10.29");
    }

    private static Request.Start start(Map<String, String> environment, String... arguments) {
        return (Request.Start) read(environment, arguments);
    }

    private static StoreEncryption.With encryption(
            Map<String, String> environment, String... arguments) {
        return (StoreEncryption.With) start(environment, arguments).options().storeEncryption();
    }

    private static String failure(Map<String, String> environment, String... arguments) {
        Request.Fail failed = (Request.Fail) read(environment, arguments);
        return ((Request.Failure.OfStreaming) failed.failure()).cause();
    }

    private String file(String content) throws IOException {
        return Files.write(directory.resolve("keys"), content.getBytes(UTF_8)).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-encrypt=false", "-encryption_key=", "-encryption_cipher=AES"})
    void shouldBeOffUnlessItIsAskedFor(String line) {
        // when
        String[] arguments = line.isEmpty() ? new String[0] : new String[] {line};

        // then
        assertThat(start(WITH_KEY, arguments).options().storeEncryption())
                .isEqualTo(StoreEncryption.OFF);
    }

    @Test
    void shouldTakeTheKeyOfTheFlag() {
        assertThat(encryption(NO_KEY, "-encryption_key", "secret").keys().count()).isEqualTo(1);
        assertThat(encryption(NO_KEY, "-encrypt", "--encryption_key=secret").keys().count())
                .isEqualTo(1);
    }

    @Test
    void shouldTakeTheKeyOfTheEnvironmentInsteadOfTheFlags() {
        // when
        Request.Start start = start(WITH_KEY, "-encrypt", "-encryption_key", "secret");

        // then
        StoreEncryption.With encryption = (StoreEncryption.With) start.options().storeEncryption();
        assertThat(encryption.keys().count()).isEqualTo(1);
        assertThat(start.remarks())
                .anyMatch(line -> line.contains("NATS_STREAMING_ENCRYPTION_KEY takes its place"));
    }

    @Test
    void shouldTakeEveryLineOfAFileAsAKey() throws IOException {
        // given
        String file = file("new key\r\n\n old key \nnew key\n#last");

        // then
        assertThat(encryption(NO_KEY, "-encryption_key_file", file).keys().count()).isEqualTo(3);
        assertThat(encryption(WITH_KEY, "-encryption_key_file", file).keys().count()).isEqualTo(4);
    }

    @Test
    void shouldSayWhichFileCannotBeRead() throws IOException {
        // given
        String missing = directory.resolve("missing").toString();
        Path large = Files.write(directory.resolve("large"), new byte[64 * 1024 + 1]);

        // then
        assertThat(failure(NO_KEY, "-encryption_key_file", missing))
                .isEqualTo("open " + missing + ": no such file or directory");
        assertThat(failure(NO_KEY, "-encryption_key_file", large.toString()))
                .isEqualTo("open " + large + ": larger than 65536 bytes");
        assertThat(failure(NO_KEY, "-encryption_key_file", file("\n\n")))
                .contains("keys is empty (expected: one key per line)");
    }

    @Test
    void shouldBeginWithTheTextsOfTheGoServer() {
        assertThat(failure(NO_KEY, "-encrypt"))
                .startsWith("encryption key required")
                .contains("NATS_STREAMING_ENCRYPTION_KEY", "-encryption_key_file");
        assertThat(failure(NO_KEY, "-encryption_key", "k", "-encryption_cipher", "DES"))
                .startsWith("encryption cipher not supported")
                .contains("AES or CHACHA");
    }

    @ParameterizedTest
    @CsvSource({"AES, AES", "chacha, CHACHA"})
    void shouldTakeACipherInAnyCase(String name, EncryptionCipher cipher) {
        assertThat(encryption(WITH_KEY, "-encrypt", "-encryption_cipher", name).cipher())
                .isEqualTo(cipher);
    }

    @Test
    void shouldWarnOfAKeyThatProcessListsShow() {
        assertThat(start(NO_KEY, "-encryption_key", "secret").remarks())
                .singleElement()
                .asString()
                .contains("-encryption_key shows the key", "NATS_STREAMING_ENCRYPTION_KEY")
                .doesNotContain("secret");
    }

    @Test
    void shouldNotWarnOfAKeyInAFile() throws IOException {
        // given
        Path config = directory.resolve("stan.conf");
        Files.writeString(config, "streaming { encryption_key: secret }");

        // when
        Request.Start start = start(NO_KEY, "-c", config.toString());

        // then
        assertThat(start.options().storeEncryption()).isInstanceOf(StoreEncryption.With.class);
        assertThat(start.remarks()).isEmpty();
    }

    @Test
    void shouldRemarkOnWhatChangesNothingWithoutEncryption() {
        assertThat(start(WITH_KEY, "-encryption_cipher", "AES").remarks())
                .containsExactly(
                        "NATS_STREAMING_ENCRYPTION_KEY has no effect: it needs -encrypt",
                        "-encryption_cipher has no effect: it needs -encrypt");
    }

    @Test
    void shouldRefuseAKeyThatTheLocaleHasSpoilt() {
        assertThat(failure(NO_KEY, "-encryption_key", "gr\uFFFD\uFFFDsse"))
                .contains("UTF-8 locale");
    }

    @Test
    void shouldShowNoKeyAnywhere() throws IOException {
        // given
        String file = file("topsecret-file\n");

        // when
        Request start =
                read(
                        Map.of(EncryptionFlags.VARIABLE, "topsecret-variable"),
                        "-encryption_key",
                        "topsecret-flag",
                        "-encryption_key_file",
                        file);

        // then
        assertThat(start.toString()).contains("EncryptionKeys[2]").doesNotContain("topsecret");
        assertThat(read(NO_KEY, "-encryption_key", "topsecret", "-st", "X").toString())
                .doesNotContain("topsecret");
    }
}
