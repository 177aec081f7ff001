package dev.stanchion.acceptance.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The monitoring port with the certificate of the client port. */
@Tag("long")
class MonitoringOverTlsIT {
    private static final String STARTING = "Starting https monitor on ";

    /** The record of a ClientHello of 512 bytes, which stops in its random number. */
    private static final byte[] HALF_A_HELLO = {
        0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03, 1, 2, 3, 4, 5
    };

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
        int port = portOf(server);

        // when
        HttpResponse<String> page = page(secure, port);

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

    private static int portOf(Server server) {
        String line = server.program().awaitLine(STARTING);
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    private static HttpResponse<String> page(SecureServer secure, int port)
            throws IOException, InterruptedException, GeneralSecurityException {
        try (HttpClient browser =
                HttpClient.newBuilder()
                        .sslContext(JavaSecurityIT.trusting(secure.authority()))
                        .build()) {
            return browser.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/")).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** More connections than the port has room for. */
    @Test
    void shouldServeOthersDuringAFloodOfHalfHandshakesAndKeepNothingOfIt()
            throws IOException, InterruptedException, GeneralSecurityException {
        // given
        SecureServer secure = new SecureServer(folder);
        secure.issueCertificate();
        secure.writeUsers(secure.tls().replace("timeout: 20", "timeout: 3"));
        Server server = Server.start(programs, "-c", secure.file().toString(), "-ms", "-1");
        int port = portOf(server);
        assertThat(page(secure, port).statusCode()).isEqualTo(200);
        Path files = Path.of("/proc", Long.toString(server.program().pid()), "fd");
        int openBefore = count(files);

        // when
        List<Socket> flood = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                Socket socket = new Socket(server.host(), port);
                flood.add(socket);
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(HALF_A_HELLO, 0, i % (HALF_A_HELLO.length + 1));
            }

            // then
            assertThat(page(secure, port).statusCode()).isEqualTo(200);
            for (Socket socket : flood) {
                assertEnds(socket);
            }
        } finally {
            for (Socket socket : flood) {
                socket.close();
            }
        }
        Waiting.until("what was open is closed", () -> count(files) <= openBefore);
        assertThat(page(secure, port).statusCode()).isEqualTo(200);
    }

    private static void assertEnds(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset"); // which is an end, too
        }
    }

    /** Linux alone says which files a process has open. */
    private static int count(Path files) throws IOException {
        if (!Files.exists(files)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(files)) {
            return (int) open.count();
        }
    }
}
