package dev.stanchion.server.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHandlerTest {
    private final EmbeddedChannel connection =
            new EmbeddedChannel(
                    new HttpServerCodec(4096, 8192, 8192),
                    RequestHandler.partByPart(),
                    new RequestHandler(this::page));

    private final Queue<CompletableFuture<Page>> slowPages = new ArrayDeque<>();

    private CompletionStage<Page> page(String path, String query) {
        return switch (path) {
            case "/" -> CompletableFuture.completedFuture(Page.html("<p>here</p>"));
            case "/query" -> CompletableFuture.completedFuture(Page.html(query));
            case "/data" ->
                    CompletableFuture.completedFuture(new Page(200, "application/json", "{}"));
            case "/broken" -> CompletableFuture.failedFuture(new IllegalStateException("a bug"));
            case "/slow" -> {
                var later = new CompletableFuture<Page>();
                slowPages.add(later);
                yield later;
            }
            default -> CompletableFuture.completedFuture(Page.notFound());
        };
    }

    private static CompletionStage<Page> nothing(String path, String query) {
        return CompletableFuture.completedFuture(Page.notFound());
    }

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    @BeforeEach
    void readByHand() {
        connection.config().setAutoRead(false);
        connection.pipeline().fireChannelActive();
    }

    private String answerTo(String request) {
        connection.writeInbound(Unpooled.copiedBuffer(request, UTF_8));
        return answers();
    }

    private String answers() {
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
    @ValueSource(strings = {"GET / ", "POST / ", "DELETE /?x=y "})
    void shouldServeThePageWhateverTheMethod(String line) {
        // when
        String answer = answerTo(line + "HTTP/1.1\r\nHost: x\r\n\r\n");

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
    void shouldLetOtherPagesReadData() {
        assertThat(answerTo("GET /data HTTP/1.1\r\n\r\n"))
                .contains(
                        "access-control-allow-origin: *\r\n", "content-type: application/json\r\n");
        assertThat(answerTo("GET / HTTP/1.1\r\n\r\n")).doesNotContain("access-control");
    }

    @Test
    void shouldHandOnTheQueryAsItCame() {
        assertThat(answerTo("GET /query?a=%20&b HTTP/1.1\r\n\r\n")).endsWith("\r\n\r\na=%20&b");
    }

    @ParameterizedTest
    @CsvSource({
        "//streaming/serverz?x=1, /streaming/serverz?x=1",
        "/x/../varz, /varz",
        "/./varz, /varz",
        "/a//, /a/",
    })
    void shouldSendUncleanPathsToCleanOnes(String unclean, String clean) {
        assertThat(answerTo("GET " + unclean + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 301 Moved Permanently\r\n")
                .contains("location: " + clean + "\r\n");
    }

    @Test
    void shouldAnswerRequestsInTheirOrderHoweverLongAPageTakes() {
        // given
        String early = answerTo("GET /slow HTTP/1.1\r\n\r\nGET /query?second HTTP/1.1\r\n\r\n");

        // when
        slowPages.remove().complete(Page.html("first"));

        // then
        assertThat(early).isEmpty();
        assertThat(answers()).containsSubsequence("first", "second");
    }

    @Test
    void shouldSurviveABugInAPage() {
        assertThat(answerTo("GET /broken HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 500 Internal Server Error\r\n")
                .doesNotContain("a bug");
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
    void shouldRefuseALineThatIsTooLong() {
        assertThat(answerTo("GET /" + "x".repeat(5000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 Bad Request\r\n");
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
                .addLast(new HttpServerCodec(), new RequestHandler(RequestHandlerTest::nothing));
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
    void shouldSurviveRandomBytes() {
        // given
        Random random = new Random(42);

        for (int round = 0; round < 500; round++) {
            EmbeddedChannel victim =
                    new EmbeddedChannel(
                            new HttpServerCodec(4096, 8192, 8192),
                            new RequestHandler(RequestHandlerTest::nothing));
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
