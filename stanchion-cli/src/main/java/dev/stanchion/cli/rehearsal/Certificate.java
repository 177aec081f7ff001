package dev.stanchion.cli.rehearsal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate and its key for one rehearsal, in the files that a server expects. The JDK's
 * keytool makes them.
 *
 * @param certificate PEM
 * @param key PEM
 * @param store both, for a client
 */
record Certificate(Path certificate, Path key, Path store) {
    /** The password of the key store, which exists only during the rehearsal. */
    static final char[] PASSWORD = "rehearsal".toCharArray();

    private static final String ALIAS = "rehearsal";

    /**
     * Makes one.
     *
     * @param algorithm of the key: {@code RSA} or {@code EC}
     */
    static Certificate make(Path directory, String algorithm) throws IOException {
        Path store = directory.resolve(algorithm + ".p12");
        runKeytool(store, algorithm);
        try (InputStream content = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(content, PASSWORD);
            return new Certificate(
                    write(
                            directory.resolve(algorithm + ".crt"),
                            "CERTIFICATE",
                            keys.getCertificate(ALIAS).getEncoded()),
                    write(
                            directory.resolve(algorithm + ".key"),
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, PASSWORD).getEncoded()),
                    store);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what keytool has made cannot be read", e);
        }
    }

    private static void runKeytool(Path store, String algorithm) throws IOException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD),
                                "-alias",
                                ALIAS,
                                "-keyalg",
                                algorithm,
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=IP:127.0.0.1",
                                "-validity",
                                "7")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        int code = keytool.onExit().join().exitValue();
        if (code != 0) {
            throw new IllegalStateException("keytool ended with exit code " + code + ": " + said);
        }
    }

    private static Path write(Path file, String type, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(type, base64));
    }
}
