package dev.stanchion.server.trouble;

import dev.stanchion.kit.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate, its key, and the certificate of its authority, as files. Immutable. */
record PemFiles(Path certificate, Path key, Path authority) {
    private static final String PASSWORD = "password";

    /** Makes a certificate that is valid today. */
    static PemFiles ofToday(Path directory, String name, String host) throws IOException {
        return make(directory, name, host, "-1d");
    }

    /** Makes a certificate that was valid for two days a year ago. */
    static PemFiles ofAYearAgo(Path directory, String name, String host) throws IOException {
        return make(directory, name, host, "-1y");
    }

    private static PemFiles make(Path directory, String name, String host, String start)
            throws IOException {
        Path store = directory.resolve(name + ".p12");
        generate(directory, store, "ca", "CN=authority", "-1y", "1000", "-ext", "bc:c");
        generate(
                directory,
                store,
                name,
                "CN=" + host,
                start,
                "2",
                "-signer",
                "ca",
                "-ext",
                "SAN=dns:" + host);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore made = KeyStore.getInstance("PKCS12");
            made.load(in, PASSWORD.toCharArray());
            return new PemFiles(
                    write(
                            directory.resolve(name + ".pem"),
                            "CERTIFICATE",
                            made.getCertificate(name).getEncoded()),
                    write(
                            directory.resolve(name + "-key.pem"),
                            "PRIVATE KEY",
                            made.getKey(name, PASSWORD.toCharArray()).getEncoded()),
                    write(
                            directory.resolve(name + "-ca.pem"),
                            "CERTIFICATE",
                            made.getCertificate("ca").getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void generate(
            Path directory,
            Path store,
            String alias,
            String name,
            String start,
            String days,
            String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of("-alias", alias, "-dname", name));
        command.addAll(List.of("-startdate", start, "-validity", days));
        command.addAll(List.of(more));
        Command.run(directory, command.toArray(String[]::new));
    }

    private static Path write(Path file, String type, byte[] content) throws IOException {
        String lines =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, lines));
    }
}
