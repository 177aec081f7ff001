package dev.stanchion.server.monitoring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHandlerTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private final CompletableFuture<Page> later = new CompletableFuture<>();
    private final EmbeddedChannel connection =
            new EmbeddedChannel(
                    new HttpServerCodec(4096, 8192, 8192),
                    handler(
                            new SiteMap(
                                    Map.of(
                                            "/",
                                            Pages.of(Page.html("<p>here</p>")),
                                            "/later",
                                            (request, port) -> later,
                                            "/bug",
                                            (request, port) -> {
                                                throw new IllegalStateException("a bug");
                                            })),
                            Access.OPEN));

    private static RequestHandler handler(Pages pages, Access access) {
        return handler(new Site(pages, access));
    }

    private static RequestHandler handler(Site site) {
        return new RequestHandler(
                site,
                new BytesInHand(MEBIBYTE),
                new BytesInHand(MEBIBYTE),
                new BytesInHand(MEBIBYTE));
    }

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    private String answerTo(String request) {
        connection.writeInbound(Unpooled.copiedBuffer(request, UTF_8));
        return sent(connection);
    }

    private static String sent(EmbeddedChannel connection) {
        connection.runPendingTasks();
        StringBuilder answer = new StringBuilder();
        for (ByteBuf part = connection.readOutbound();
                part != null;
                part = connection.readOutbound()) {
            answer.append(part.toString(UTF_8));
            part.release();
        }
        return answer.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST / ", "DELETE /?x=y ", "OPTIONS / ", "PUT /nowhere ", "TRACE / "})
    void shouldServeReadingMethodsOnly(String line) {
        assertThat(answerTo(line + "HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
                .contains("Allow: GET, HEAD\r\n")
                .endsWith("\r\n\r\n405 Method Not Allowed\n");
        assertThat(connection.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / ", "POST / ", "DELETE /?x=y "})
    void shouldServeThePageWhateverTheMethodIfStrict(String line) {
        // given
        EmbeddedChannel strict =
                new EmbeddedChannel(
                        new HttpServerCodec(),
                        handler(
                                new Site(
                                        Pages.of(Page.html("<p>here</p>")),
                                        Access.OPEN,
                                        Optional.empty(),
                                        Site.PageRules.AS_NATS_STREAMING)));

        // when
        strict.writeInbound(
                Unpooled.copiedBuffer(
                        line + "HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n", UTF_8));

        // then
        assertThat(sent(strict)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n<p>here</p>");
        strict.finishAndReleaseAll();
    }

    @Test
    void shouldServeThePage() {
        // when
        String answer = answerTo("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

        // then
        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: text/html; charset=utf-8\r\n")
                .endsWith("\r\n\r\n<p>here</p>");
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void shouldSendNoBodyToHead() {
        assertThat(answerTo("HEAD / HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-length: 11\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void shouldSayThatAPathDoesNotExist() {
        assertThat(answerTo("GET /streaming HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 404 Not Found\r\n")
                .contains("X-Content-Type-Options: nosniff\r\n")
                .endsWith("\r\n\r\n404 page not found\n");
    }

    @Test
    void shouldCloseWhenTheClientWantsIt() {
        // when
        String answer = answerTo("GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\n\r\n");

        // then
        assertThat(answer).containsOnlyOnce("HTTP/1.1 200 OK");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void shouldSayThatALineIsTooLong() {
        assertThat(answerTo("GET /" + "x".repeat(5000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 414 Request-URI Too Long\r\n")
                .contains("the first line of a request has up to 48 KiB");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void shouldSayThatHeadersAreTooLong() {
        assertThat(answerTo("GET / HTTP/1.1\r\nX: " + "x".repeat(9000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n")
                .contains("the headers of a request have up to 8 KiB");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void shouldRefuseWhatIsNoRequest() {
        assertThat(answerTo("GET / HTTP/one\r\n\r\n")).startsWith("HTTP/1.1 400 Bad Request\r\n");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void shouldRefuseABodyThatIsTooLong() {
        // given
        String head = "POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n";

        // when
        String answer = answerTo(head + "x".repeat(200_000));

        // then
        assertThat(answer).containsOnlyOnce("HTTP/1.1 413 Request Entity Too Large\r\n");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void shouldCloseAConnectionThatNeverCompletesARequest() {
        // given
        connection.freezeTime();
        connection.close().syncUninterruptibly();
        EmbeddedChannel slow = new EmbeddedChannel();
        slow.freezeTime();
        slow.pipeline()
                .addLast(new HttpServerCodec(), handler(Pages.of(Page.notFound()), Access.OPEN));
        slow.pipeline().fireChannelActive();
        slow.writeInbound(Unpooled.copiedBuffer("GET / HTT", UTF_8));

        // when
        slow.advanceTimeBy(31, TimeUnit.SECONDS);
        slow.runScheduledPendingTasks();

        // then
        assertThat(slow.isOpen()).isFalse();
        slow.finishAndReleaseAll();
    }

    @Test
    void shouldAnswerInTheOrderOfRequests() {
        // given: the first takes longer
        String before = answerTo("GET /later HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n");

        // when
        later.complete(Page.problem(500, "late"));
        String after = sent(connection);

        // then
        assertThat(before).isEmpty();
        assertThat(after.indexOf("late\n")).isPositive().isLessThan(after.indexOf("here"));
    }

    @Test
    void shouldSayThatAnAnswerTakesTooLong() {
        // given
        connection.freezeTime();
        answerTo("GET /later HTTP/1.1\r\n\r\n");

        // when
        connection.advanceTimeBy(21, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();

        // then
        assertThat(sent(connection)).startsWith("HTTP/1.1 503 ").contains("/readyz");
    }

    @Test
    void shouldNotKeepMoreRequestsThanAFewWhileOneIsAnswered() {
        // when
        String answer = answerTo("GET /later HTTP/1.1\r\n\r\n".repeat(100));

        // then
        assertThat(answer).startsWith("HTTP/1.1 413 ");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void shouldCompressALongPageForWhoeverAsks() throws IOException {
        // given
        String text = "nss_chan_msgs_total 1\n".repeat(1000);
        EmbeddedChannel modern =
                new EmbeddedChannel(
                        new HttpServerCodec(),
                        handler(Pages.of(Page.text("text/plain", text)), Access.OPEN));

        // when
        byte[] compressed = bytesOf(modern, "Accept-Encoding: br, gzip;q=0.5\r\n");
        byte[] plain = bytesOf(modern, "");

        // then: the answer to whoever does not ask is byte for byte as before
        assertThat(new String(plain, UTF_8))
                .isEqualTo(
                        "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: "
                                + text.length()
                                + "\r\n\r\n"
                                + text);
        String head = new String(compressed, ISO_8859_1);
        assertThat(head).contains("Content-Encoding: gzip\r\n", "Vary: Accept-Encoding\r\n");
        int body = head.indexOf("\r\n\r\n") + 4;
        try (InputStream in =
                new GZIPInputStream(
                        new ByteArrayInputStream(compressed, body, compressed.length - body))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(text);
        }
        modern.finishAndReleaseAll();
    }

    private static byte[] bytesOf(EmbeddedChannel connection, String header) {
        connection.writeInbound(
                Unpooled.copiedBuffer("GET / HTTP/1.1\r\n" + header + "\r\n", UTF_8));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuf part = connection.readOutbound();
                part != null;
                part = connection.readOutbound()) {
            all.writeBytes(ByteBufUtil.getBytes(part));
            part.release();
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gzip                | true
                    GZIP;q=0.001        | true
                    deflate, gzip       | true
                    *                   | true
                    gzip;q=0            | false
                    *;q=0               | false
                    gzip;q=0, *         | false
                    identity            | false
                    gzip;q=nonsense     | false
                    ''                  | false
                    """)
    void shouldUnderstandWhichEncodingsAreAccepted(String header, boolean accepts) {
        assertThat(Compression.accepts(header)).isEqualTo(accepts);
    }

    @Test
    void shouldShowNoBugToWhoAsked() {
        assertThat(answerTo("GET /bug HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 500 ")
                .doesNotContain("a bug");
        assertThat(answerTo("GET / HTTP/1.1\r\n\r\n")).endsWith("here</p>");
    }

    @Test
    void s11_51_shouldSendUncleanPathsToTheCleanOnesWithTheirQuery() {
        assertThat(answerTo("GET //streaming/./serverz?subs=1 HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 301 Moved Permanently\r\n")
                .contains("Location: /streaming/serverz?subs=1\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Basic\r\n",
                "Authorization: Basic !!!\r\n",
                "Authorization: Bearer b3BzOnNlY3JldA==\r\n",
                "Authorization: Basic b3BzOndyb25n\r\n",
            })
    void shouldTellNothingToWhomItDoesNotKnow(String header) {
        // given
        EmbeddedChannel guarded =
                new EmbeddedChannel(
                        new HttpServerCodec(),
                        handler(Pages.of(Page.html("inside")), Access.user("ops", "secret")));

        // when: what exists and what does not are told apart by nobody
        List<String> answers =
                Stream.of("/", "/nowhere", "//x")
                        .map(path -> "GET " + path + " HTTP/1.1\r\n" + header + "\r\n")
                        .map(request -> {
                            guarded.writeInbound(Unpooled.copiedBuffer(request, UTF_8));
                            return sent(guarded);
                        })
                        .distinct()
                        .toList();

        // then
        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst())
                .startsWith("HTTP/1.1 401 Unauthorized\r\n")
                .contains("WWW-Authenticate: Basic realm=\"monitoring\"\r\n")
                .doesNotContain("inside");
        guarded.finishAndReleaseAll();
    }

    @Test
    void shouldLetTheUserIn() {
        // given
        EmbeddedChannel guarded =
                new EmbeddedChannel(
                        new HttpServerCodec(),
                        handler(Pages.of(Page.html("inside")), Access.user("ops", "secret")));

        // when
        guarded.writeInbound(
                Unpooled.copiedBuffer(
                        "GET / HTTP/1.1\r\nAuthorization: basic b3BzOnNlY3JldA==\r\n\r\n", UTF_8));

        // then
        assertThat(sent(guarded)).startsWith("HTTP/1.1 200 ").endsWith("inside");
        assertThat(Access.user("ops", "secret")).asString().doesNotContain("secret");
        guarded.finishAndReleaseAll();
    }

    @Test
    void shouldSurviveRandomBytes() {
        // given
        Random random = new Random(42);

        for (int round = 0; round < 500; round++) {
            EmbeddedChannel victim =
                    new EmbeddedChannel(
                            new HttpServerCodec(4096, 8192, 8192),
                            handler(Pages.of(Page.notFound()), Access.OPEN));
            byte[] noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);

            // when
            victim.writeInbound(Unpooled.wrappedBuffer(noise));

            // then: no exception, and nothing but an answer to it
            victim.checkException();
            victim.finishAndReleaseAll();
        }
    }
}
