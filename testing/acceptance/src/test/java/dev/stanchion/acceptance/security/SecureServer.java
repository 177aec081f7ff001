package dev.stanchion.acceptance.security;

import dev.stanchion.kit.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A configuration file with users, and certificates that openssl has made. */
final class SecureServer {
    static final String ALLOWED = "tickets:created";
    static final String DENIED = "payments:done";
    static final String USER = "clerk";
    static final String PASSWORD = "hunter2";

    private final Path folder;

    SecureServer(Path folder) {
        this.folder = folder;
        Assumptions.assumeTrue(Command.isOnThePath("openssl"), "needs openssl");
    }

    Path authority() {
        return folder.resolve("ca.pem");
    }

    Path file() {
        return folder.resolve("server.conf");
    }

    /** Makes an authority and a certificate for this machine. */
    void issueCertificate() throws IOException {
        Files.writeString(
                folder.resolve("names.txt"),
                "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n");
        openssl("ecparam -name prime256v1 -genkey -noout -out ca.key");
        openssl("req -x509 -new -key ca.key -days 2 -subj /CN=ca -out ca.pem");
        openssl("ecparam -name prime256v1 -genkey -out server.key");
        openssl("req -new -key server.key -subj /CN=localhost -out server.csr");
        openssl(
                "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
                        + " -extfile names.txt -out server.pem");
    }

    private void openssl(String arguments) {
        Command.run(folder, ("openssl " + arguments).split(" ", -1));
    }

    /** Writes users, one of them with rights per channel. Heartbeats are frequent. */
    void writeUsers(String more) throws IOException {
        Files.writeString(
                file(),
                """
                authorization {
                  users = [
                    { user: "%s", password: "%s", permissions {
                        streaming { publish: "tickets:*", subscribe: "tickets:*" } } }
                    { user: "admin", password: "other" }
                  ]
                }
                %s
                streaming { hbi: "200ms", hbt: "5s", hbf: 1 }
                """
                        .formatted(USER, PASSWORD, more));
    }

    /** Returns the configuration of an encrypted port. */
    String tls() {
        return "tls { cert_file: \"%s\", key_file: \"%s\", timeout: 20 }"
                .formatted(folder.resolve("server.pem"), folder.resolve("server.key"));
    }

    /** Returns the configuration of an encrypted port for WebSockets. */
    String webSockets() {
        return "websocket { listen: \"127.0.0.1:-1\", %s }".formatted(tls());
    }
}
