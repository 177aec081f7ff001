package dev.stanchion.nats.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateKeysTest {
    @TempDir private Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("key.pem"), text);
    }

    private static KeyPair generate(String algorithm, String curve)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!curve.isEmpty()) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair();
    }

    @ParameterizedTest
    @CsvSource({"RSA, ''", "EC, secp256r1", "EC, secp521r1", "Ed25519, ''"})
    void shouldReadPkcs8(String algorithm, String curve)
            throws IOException, GeneralSecurityException {
        // given
        KeyPair keys = generate(algorithm, curve);

        // when, then
        assertThat(PrivateKeys.read(write(TestAuthority.pkcs8(keys.getPrivate()))))
                .isEqualTo(keys.getPrivate());
    }

    @Test
    void shouldReadTheOlderFormOfRsaKeys() throws IOException, GeneralSecurityException {
        // given
        KeyPair keys = generate("RSA", "");
        Path file = new TestAuthority(folder, "ca").write("rsa.pem", keys.getPrivate());

        // when, then
        assertThat(Files.readString(file)).startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertThat(PrivateKeys.read(file)).isEqualTo(keys.getPrivate());
    }

    @ParameterizedTest
    @CsvSource({
        "secp256r1, 256, 1.2.840.10045.3.1.7",
        "secp384r1, 384, 1.3.132.0.34",
        "secp521r1, 521, 1.3.132.0.35"
    })
    void shouldReadTheOlderFormOfEcKeys(String curve, int bits, String oid)
            throws IOException, GeneralSecurityException {
        // given: as openssl ecparam -genkey writes it
        ECPrivateKey key = (ECPrivateKey) generate("EC", curve).getPrivate();
        ASN1Encodable sec1 =
                new org.bouncycastle.asn1.sec.ECPrivateKey(
                        bits, key.getS(), new ASN1ObjectIdentifier(oid));
        byte[] der = sec1.toASN1Primitive().getEncoded();
        Path file =
                new TestAuthority(folder, "ca")
                        .write("ec.pem", new PemObject("EC PRIVATE KEY", der));

        // when, then
        assertThat(((ECPrivateKey) PrivateKeys.read(file)).getS()).isEqualTo(key.getS());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENCRYPTED PRIVATE KEY|AAAA|its password is not known",
                "RSA PRIVATE KEY|Proc-Type: 4,ENCRYPTED|its password is not known",
                "EC PRIVATE KEY|MAMCAQE=|the EC key names no curve",
                "PRIVATE KEY|MAMCAQE=|no RSA, EC or Ed25519 key",
                "PRIVATE KEY|%%%%|not base64 between BEGIN and END",
                "CERTIFICATE|AAAA|no private key in it",
            })
    void shouldSayWhatIsWrongWithAKeyAndNotShowIt(String title, String body, String why)
            throws IOException {
        // given
        Path file = write("-----BEGIN %s-----%n%s%n-----END %1$s-----%n".formatted(title, body));

        // when, then
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> PrivateKeys.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(why)
                .withMessageContaining("(expected: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(body));
    }

    @Test
    void shouldNameAFileThatIsNotThere() {
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> PrivateKeys.read(folder.resolve("nope.pem")))
                .withMessageContaining("nope.pem: no such file");
    }

    @Test
    void shouldRefuseAKeyOfAnotherCertificate() throws IOException {
        // given
        TestAuthority authority = new TestAuthority(folder, "ca");
        TestAuthority.Issued one = authority.server("one", "EC");
        TestAuthority.Issued other = authority.server("other", "EC");

        // when, then
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> TlsContexts.read(TlsOptions.of(one.certFile(), other.keyFile())))
                .withMessageContaining("error parsing X509 certificate/key pair")
                .withMessageContaining(other.keyFile().toString())
                .withMessageContaining(one.certFile().toString());
    }
}
