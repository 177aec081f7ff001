package dev.stanchion.interop.core.client;

import dev.stanchion.kit.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A certificate authority of these tests and its certificates, made by openssl.
 *
 * @param folder the folder with the PEM files
 */
record Certificates(Path folder) {
    private static final String NEW_KEY = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256";

    /** Makes an authority, and certificates for a server on this machine and for a client. */
    static Certificates issue(Path folder) {
        var certificates = new Certificates(folder);
        certificates.openssl(NEW_KEY + " -out authority.key");
        certificates.openssl(
                "req -x509 -new -key authority.key -days 2 -subj /CN=authority -out authority.pem");
        certificates.certify("server", "subjectAltName=DNS:localhost,IP:127.0.0.1");
        certificates.certify("client", "subjectAltName=DNS:client.example.com");
        return certificates;
    }

    private void certify(String name, String alternativeName) {
        try {
            Files.writeString(
                    folder.resolve(name + ".txt"),
                    alternativeName + "\nbasicConstraints=CA:FALSE\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        openssl(NEW_KEY + " -out %s.key".formatted(name));
        openssl("req -new -key %1$s.key -subj /CN=%1$s -out %1$s.csr".formatted(name));
        openssl(
                ("x509 -req -in %1$s.csr -CA authority.pem -CAkey authority.key -CAcreateserial"
                                + " -days 2 -extfile %1$s.txt -out %1$s.pem")
                        .formatted(name));
    }

    private void openssl(String arguments) {
        Command.run(folder, ("openssl " + arguments).split(" ", -1));
    }

    Path authority() {
        return folder.resolve("authority.pem");
    }

    Path server() {
        return folder.resolve("server.pem");
    }

    Path serverKey() {
        return folder.resolve("server.key");
    }

    Path client() {
        return folder.resolve("client.pem");
    }

    Path clientKey() {
        return folder.resolve("client.key");
    }
}
