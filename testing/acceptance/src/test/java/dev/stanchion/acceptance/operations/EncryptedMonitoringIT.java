package dev.stanchion.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with a certificate, which {@code openssl} makes. */
@Tag("long")
class EncryptedMonitoringIT {
    private static final String OPENED = "Starting https monitor on 127.0.0.1:";

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    @BeforeEach
    void makeCertificate() throws InterruptedException {
        try {
            Process openssl =
                    new ProcessBuilder(
                                    "openssl",
                                    "req",
                                    "-x509",
                                    "-newkey",
                                    "ec",
                                    "-pkeyopt",
                                    "ec_paramgen_curve:prime256v1",
                                    "-nodes",
                                    "-days",
                                    "2",
                                    "-subj",
                                    "/CN=localhost",
                                    "-addext",
                                    "subjectAltName=IP:127.0.0.1,DNS:localhost",
                                    "-keyout",
                                    directory.resolve("key.pem").toString(),
                                    "-out",
                                    directory.resolve("cert.pem").toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            assertThat(openssl.waitFor()).isZero();
        } catch (IOException e) {
            Assumptions.abort("no openssl here");
        }
    }

    private Program launch(boolean verify) throws IOException {
        String text =
                """
                listen: "127.0.0.1:-1"
                https: "127.0.0.1:-1"
                tls { cert_file: "DIR/cert.pem", key_file: "DIR/key.pem"
                  ca_file: "DIR/cert.pem", verify: VERIFY }
                streaming { id: ticketing
                  tls { client_cert: "DIR/cert.pem", client_key: "DIR/key.pem"
                    client_ca: "DIR/cert.pem" } }
                """
                        .replace("DIR", directory.toString())
                        .replace("VERIFY", Boolean.toString(verify));
        Path file = Files.writeString(directory.resolve("tls.conf"), text);
        return Server.launch(programs, Map.of(), List.of("-c", file.toString()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void s11_31_shouldStartWithACertificate(boolean verify) throws IOException {
        // when
        Program server = launch(verify);

        // then
        server.awaitLine("TLS required for client connections");
        server.awaitLine("Streaming Server is ready");
    }

    @Test
    void s11_50_shouldShowItsPagesOverHttpsToWhoeverAsks() throws Exception {
        // given: clients of NATS need a certificate, readers of pages do not
        Program server = launch(true);
        server.awaitLine("Streaming Server is ready");
        String line = server.awaitLine(OPENED);
        int port = Integer.parseInt(line.substring(line.indexOf(OPENED) + OPENED.length()));

        // when
        HttpClient trusting = HttpClient.newBuilder().sslContext(trust()).build();
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("https://127.0.0.1:" + port + "/streaming/serverz"))
                        .build();
        HttpResponse<String> page = trusting.send(request, HttpResponse.BodyHandlers.ofString());

        // then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(Json.read(page.body()).at("cluster_id")).isEqualTo("\"ticketing\"");
    }

    private SSLContext trust() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream certificate = Files.newInputStream(directory.resolve("cert.pem"))) {
            store.setCertificateEntry(
                    "server",
                    CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
