package dev.stanchion.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.testing.HttpExchange;
import dev.stanchion.server.testing.HttpExchange.Answer;
import dev.stanchion.server.testing.JsonTree;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client of ours sends: smuggled requests, foreign hosts, names that are paths. */
class HostileCallsIT {
    @TempDir private Path folder;

    private StanchionServer server;
    private int port;

    @BeforeEach
    void start() {
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .port(0)
                                .monitoringPort(0)
                                .admin(AdminOptions.DEFAULT.withTokenDirectory(folder))
                                .build());
        port = server.monitoringPort();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String token() throws IOException {
        return Files.readString(folder.resolve("admin-token-" + port)).strip();
    }

    private HttpExchange call(String line) {
        return HttpExchange.of(port, line);
    }

    private static String type(Answer answer) {
        return String.valueOf(JsonTree.object(answer.text()).get("type"));
    }

    @Test
    void shouldKeepTheTokenFromOthersAndRemoveItAtTheEnd() throws IOException {
        // given
        Path file = folder.resolve("admin-token-" + port);

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(token()).hasSize(43);
        assertThat(JsonTree.object(call("GET /api/v1/session").bearer(token()).send().text()))
                .containsEntry("role", "admin");
        assertThat(call("GET /api/v1/session").bearer(token() + "x").send().status())
                .isEqualTo(401);

        // when
        server.close();

        // then
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.com", "evil.com:8222", "localhost.evil.com", ""})
    void shouldAnswerNothingToAPageThatReboundItsName(String host) throws IOException {
        Answer answer = call("GET /api/v1/channels").host(host).bearer(token()).send();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(type(answer)).isEqualTo("/api/problems/cross-site");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
            })
    void shouldTakeNoForm(String contentType) throws IOException {
        // when
        Answer answer =
                HttpExchange.raw(
                        port,
                        """
                        PUT /api/v1/server/read-only HTTP/1.1\r
                        Host: 127.0.0.1\r
                        Authorization: Bearer %s\r
                        Content-Type: %s\r
                        Content-Length: 17\r
                        Connection: close\r
                        \r
                        {"readOnly":true}\
                        """
                                .formatted(token(), contentType)
                                .getBytes(UTF_8));

        // then
        assertThat(type(answer)).isEqualTo("/api/problems/cross-site");
    }

    @Test
    void shouldRefuseARequestWithTwoLengths() {
        for (String headers :
                List.of(
                        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                        "Content-Length: 4\r\nContent-Length: 5\r\n",
                        "Content-Length: +4\r\n",
                        "Content-Length: 4 \r\n Transfer-Encoding: chunked\r\n",
                        "Content-Length: -1\r\n",
                        "Transfer-Encoding: chunked, identity\r\nContent-Length: 4\r\n",
                        "Transfer-Encoding : chunked\r\nContent-Length: 4\r\n")) {
            // when: what a proxy may take for a body is a request
            Answer answer =
                    HttpExchange.raw(
                            port,
                            ("POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                            + "Content-Type: application/json\r\n"
                                            + headers
                                            + "\r\n0\r\n\r\n"
                                            + "GET /api/v1/server HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                            + "Connection: close\r\n\r\n")
                                    .getBytes(UTF_8));

            // then
            assertThat(answer.status()).as(headers).isEqualTo(400);
            assertThat(answer.text()).as(headers).doesNotContain("clusterId");
        }
    }

    @Test
    void shouldTakeABodyInChunks() throws IOException {
        // when
        Answer answer =
                HttpExchange.raw(
                        port,
                        """
                        PUT /api/v1/server/read-only HTTP/1.1\r
                        Host: 127.0.0.1\r
                        Authorization: Bearer %s\r
                        Content-Type: application/json\r
                        Transfer-Encoding: chunked\r
                        Connection: close\r
                        \r
                        5\r
                        {"rea\r
                        D\r
                        dOnly":false}\r
                        0\r
                        \r
                        """
                                .formatted(token())
                                .replace("D\r\ndOnly\":false}", "d\r\ndOnly\":false}")
                                .getBytes(UTF_8));

        // then
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void shouldNotAnswerHalfABody() throws IOException {
        // given
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(
                            """
                            POST /api/v1/session HTTP/1.1\r
                            Host: 127.0.0.1\r
                            Content-Type: application/json\r
                            Content-Length: 100\r
                            \r
                            {"token":\
                            """
                                    .getBytes(UTF_8));

            // when
            socket.shutdownOutput();

            // then
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
        assertThat(call("GET /api/v1/server").send().status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseABodyOfMoreThanAMebibyte() {
        // given
        String padding = " ".repeat(1024 * 1024 - 2);

        // then: exactly one is read, and is not a log-in
        assertThat(call("POST /api/v1/session").json("{" + padding + "}").send().status())
                .isEqualTo(422);
        Answer answer = call("POST /api/v1/session").json("{ " + padding + "}").send();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(type(answer)).isEqualTo("/api/problems/too-large");
    }

    @Test
    void shouldSayBeforeTheBodyWhetherItIsTooLong() {
        // when: the client waits for permission
        Answer tooLong =
                HttpExchange.raw(
                        port,
                        """
                        POST /api/v1/session HTTP/1.1\r
                        Host: 127.0.0.1\r
                        Expect: 100-continue\r
                        Content-Length: 2000000\r
                        \r
                        """
                                .getBytes(UTF_8));
        Answer fine =
                HttpExchange.raw(
                        port,
                        """
                        POST /api/v1/session HTTP/1.1\r
                        Host: 127.0.0.1\r
                        Content-Type: application/json\r
                        Connection: close\r
                        Expect: 100-continue\r
                        Content-Length: 2\r
                        \r
                        {}\
                        """
                                .getBytes(UTF_8));

        // then
        assertThat(tooLong.status()).isEqualTo(413);
        assertThat(fine.status()).isEqualTo(100);
        assertThat(fine.text()).startsWith("HTTP/1.1 422 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/channels/..%2F..%2Fetc%2Fpasswd",
                "/api/v1/channels/%2e%2e",
                "/api/v1/channels/..",
                "/api/v1/channels/a%00b",
                "/api/v1/channels/%00",
                "/api/v1/channels/%FF",
                "/api/v1/channels/%",
                "/api/v1/channels/a%2Fb",
                "/api/v1/../../etc/passwd",
                "/api/v1//channels",
                "/api/problems/..%2F..%2Fetc",
                "/api/v1/openapi.json/..",
                "/api/",
                "/api/v2/channels",
            })
    void shouldFindNothingBehindAPathThatIsNone(String path) {
        Answer answer = call("GET " + path).send();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.text()).doesNotContain("root:", "Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tickets:created",
                "a?b#c",
                "a%2Fb",
                "100%",
                "ä.ö",
                "😀",
                "a\"b\\c",
                "<script",
                "a&b=c;d+e",
                "a.b",
                "{channel}",
            })
    void shouldFindEachChannelByItsName(String name) throws IOException {
        // given
        try (StreamingSocket client =
                StreamingSocket.connect(server.port(), "test-cluster", "orders")) {
            client.publish(name, "guid-1", "data");
            client.awaitPubAck();
        }

        // when
        String encoded = URLEncoder.encode(name, UTF_8).replace("+", "%20");
        Answer one = call("GET /api/v1/channels/" + encoded).send();
        Answer list = call("GET /api/v1/channels?q=" + URLEncoder.encode(name, UTF_8)).send();

        // then
        assertThat(one.status()).as(one.text()).isEqualTo(200);
        assertThat(JsonTree.object(one.text())).containsEntry("name", name);
        assertThat(
                        JsonTree.asObject(
                                JsonTree.asList(JsonTree.object(list.text()).get("items"))
                                        .getFirst()))
                .containsEntry("name", name);
    }

    @Test
    void shouldSurviveManyBytesOfHeaders() {
        // when
        Answer answer = call("GET /api/v1/server").header("X", "y".repeat(100_000)).send();

        // then
        assertThat(answer.status()).isEqualTo(431);
        assertThat(call("GET /api/v1/server").send().status()).isEqualTo(200);
    }

    @Test
    void shouldAnswerHeadAndWrongMethods() {
        // when
        Answer head = call("HEAD /api/v1/server").send();
        Answer options =
                call("OPTIONS /api/v1/channels").header("Origin", "http://evil.com").send();

        // then
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(options.status()).isEqualTo(405);
        assertThat(options.header("Allow")).contains("GET, HEAD");
        assertThat(options.headers().toString()).doesNotContainIgnoringCase("access-control");
    }

    @Test
    void shouldKeepBrowsersFromUsingAnAnswerOtherwise() {
        assertThat(call("GET /api/v1/server").send().headers())
                .contains(
                        "X-Content-Type-Options: nosniff",
                        "Referrer-Policy: no-referrer",
                        "Cross-Origin-Resource-Policy: same-origin",
                        "Cross-Origin-Opener-Policy: same-origin")
                .anyMatch(line -> line.startsWith("Content-Security-Policy: default-src 'none'"));
    }

    @Test
    void shouldSayThatNothingHasChanged() {
        // given
        String tag = call("GET /api/v1/channels").send().header("ETag").orElseThrow();

        // when: the time of the answer is another one
        Answer again = call("GET /api/v1/channels").header("If-None-Match", tag).send();

        // then
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
    }

    @Test
    void shouldRefuseParametersThatItDoesNotKnow() {
        for (String query :
                List.of(
                        "dry-run=true",
                        "limit=0",
                        "limit=501",
                        "limit=a",
                        "sort=color",
                        "q=a&q=b",
                        "after=!!!",
                        "after=YQ",
                        "q=%FF",
                        "%zz=1")) {
            Answer answer = call("GET /api/v1/channels?" + query).send();
            assertThat(answer.status()).as(query).isEqualTo(422);
        }
    }
}
