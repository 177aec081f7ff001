package dev.stanchion.nats.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.nats.auth.SeedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofTest {
    private static final String SEED = "SUAKYRHVIOREXV7EUZTBHUHL7NUMHPMAS7QMDU3GTIUWEI5LDNOXD43IZY";
    private static final String PUBLIC = "UD466L6EBCM3YY5HEGHJANNTN4LSKTSUXTH7RILHCKEQMQHTBNLHJJXT";
    private static final String CREDENTIALS =
            """
            -----BEGIN NATS USER JWT-----
            eyJ0eXAi.a-b_c.xyz
            ------END NATS USER JWT------

            ************************* IMPORTANT *************************
            NKEY Seed printed below can be used to sign and prove identity.

            -----BEGIN USER NKEY SEED-----
            %s
            ------END USER NKEY SEED------
            """
                    .formatted(SEED);

    @TempDir private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text);
    }

    @Test
    void shouldReadCredentialsAsTheToolsWriteThem() throws IOException {
        // when
        Proof proof = Proof.read(LinkCredentials.NONE.withCredentialsFile(file(CREDENTIALS)));

        // then
        assertThat(proof.jwt()).isEqualTo("eyJ0eXAi.a-b_c.xyz");
        assertThat(proof.key()).map(SeedKey::publicText).contains(PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%s", "%s\n", "# mine\n  %s  \n", "-----BEGIN USER NKEY SEED-----\n%s\n"})
    void shouldFindASeed(String text) throws IOException {
        assertThat(Proof.read(LinkCredentials.NONE.withSeedFile(file(text.formatted(SEED)))).key())
                .map(SeedKey::publicText)
                .contains(PUBLIC);
    }

    @Test
    void shouldProveNothingWithoutFiles() {
        assertThat(Proof.read(LinkCredentials.user("u", "p")).key()).isEmpty();
    }

    @Test
    void shouldNameAFileThatIsMissing() {
        Path missing = folder.resolve("nope.creds");
        assertThatThrownBy(() -> Proof.read(LinkCredentials.NONE.withCredentialsFile(missing)))
                .isInstanceOf(LinkException.class)
                .hasMessage("nats: open " + missing + ": no such file or directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "-----BEGIN NATS USER JWT-----\na.b.c\n-----END x-----\n"})
    void shouldSayWhatIsMissingInAFile(String text) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> Proof.read(LinkCredentials.NONE.withCredentialsFile(file)))
                .hasMessageContaining("(expected: a section");
        assertThatThrownBy(() -> Proof.read(LinkCredentials.NONE.withSeedFile(file)))
                .hasMessageContaining("(expected: a line that begins with SU");
    }

    @Test
    void shouldNotShowSecrets() {
        assertThat(LinkCredentials.user("u", "hush").toString()).doesNotContain("hush");
        assertThat(LinkCredentials.token("hush").toString()).doesNotContain("hush");
    }
}
