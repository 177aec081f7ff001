package dev.stanchion.acceptance.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.acceptance.process.Programs;
import dev.stanchion.acceptance.process.Server;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The monitoring port with the certificate of the client port. */
class MonitoringOverTlsIT {
    private static final String STARTING = "Starting https monitor on ";

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path folder;

    @Test
    void shouldServePagesEncryptedAndTellThoseWhoAreNot()
            throws IOException, InterruptedException, GeneralSecurityException {
        // given: clients need certificates, browsers do not
        SecureServer secure = new SecureServer(folder);
        secure.issueCertificate();
        secure.writeUsers(
                secure.tls()
                        .replace(
                                "timeout",
                                "ca_file: \"%s\", verify: true, timeout"
                                        .formatted(secure.authority())));
        Server server = Server.start(programs, "-c", secure.file().toString(), "-ms", "-1");
        String line = server.program().awaitLine(STARTING);
        int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));

        // when
        HttpResponse<String> page;
        try (HttpClient browser =
                HttpClient.newBuilder()
                        .sslContext(JavaSecurityIT.trusting(secure.authority()))
                        .build()) {
            page =
                    browser.send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        }

        // then
        assertThat(page.statusCode()).isEqualTo(200);
        try (Socket socket = new Socket(server.host(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.0 400 ")
                    .endsWith("Client sent an HTTP request to an HTTPS server.\n");
        }
    }
}
