package dev.stanchion.spring.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate for 127.0.0.1 and its key, as PEM, which keytool of the JDK makes. */
record ServerCertificate(Path certificate, Path key) {
    private static final String PASSWORD = "password";

    static ServerCertificate make(Path directory) throws IOException {
        Path store = directory.resolve("server.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD,
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=IP:127.0.0.1",
                                "-validity",
                                "7")
                        .redirectErrorStream(true)
                        .start();
        String said =
                new String(keytool.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("keytool failed: " + said);
        }
        try (InputStream content = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(content, PASSWORD.toCharArray());
            return new ServerCertificate(
                    write(
                            directory.resolve("server.crt"),
                            "CERTIFICATE",
                            keys.getCertificate("server").getEncoded()),
                    write(
                            directory.resolve("server.key"),
                            "PRIVATE KEY",
                            keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what keytool has made cannot be read", e);
        }
    }

    private static Path write(Path file, String type, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(type, base64));
    }
}
