package dev.stanchion.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.testing.HttpExchange;
import dev.stanchion.server.testing.HttpExchange.Answer;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardIT {
    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"([^\"#]+)\"");

    private static StanchionServer server;

    @BeforeAll
    static void start() {
        server = StanchionServer.start(ServerOptions.builder().port(0).monitoringPort(0).build());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer get(String path) throws IOException {
        return HttpExchange.of(server.monitoringPort(), "GET " + path).send();
    }

    private static List<String> filesOfThePage() throws IOException {
        return FILE.matcher(get("/ui/").text())
                .results()
                .map(found -> found.group(1))
                .filter(file -> !file.startsWith("../") && !file.startsWith("data:"))
                .toList();
    }

    @Test
    void shouldLinkToThePageFromTheWelcomePage() throws IOException {
        assertThat(get("/").text()).contains("<a href=\"./ui/\">Dashboard</a>");
    }

    @Test
    void shouldForbidThePageWhatItDoesNotNeed() throws IOException {
        // when
        Answer page = get("/ui/");

        // then
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "trusted-types 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.header("Cache-Control")).hasValue("no-cache");
    }

    @Test
    void shouldServeTheFilesOfThePageForBrowsersToKeep() throws IOException {
        // when
        List<String> files = filesOfThePage();

        // then
        assertThat(files).hasSizeGreaterThan(5);
        for (String file : files) {
            Answer answer = get("/ui/" + file);
            assertThat(answer.status()).as(file).isEqualTo(200);
            assertThat(answer.header("Cache-Control").orElseThrow()).contains("immutable");
            assertThat(answer.header("Content-Type").orElseThrow())
                    .as(file)
                    .startsWith(
                            file.endsWith("css")
                                    ? "text/css"
                                    : file.endsWith("svg") ? "image/svg+xml" : "text/javascript");
        }
    }

    @Test
    void shouldCompressFiles() throws IOException {
        // given
        String style =
                filesOfThePage().stream().filter(file -> file.endsWith("css")).findFirst().get();

        // when
        Answer answer =
                HttpExchange.of(server.monitoringPort(), "GET /ui/" + style)
                        .header("Accept-Encoding", "gzip")
                        .send();

        // then
        assertThat(answer.header("Content-Encoding")).hasValue("gzip");
    }

    @Test
    void shouldSendAFileOnlyOnce() throws IOException {
        // given
        String tag = get("/ui/").header("ETag").orElseThrow();

        // when
        Answer again =
                HttpExchange.of(server.monitoringPort(), "GET /ui/")
                        .header("If-None-Match", tag)
                        .send();

        // then
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
    }

    @Test
    void shouldLeadToThePageFromThePathWithoutASlash() throws IOException {
        // when
        Answer answer = get("/ui");

        // then
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("Location")).hasValue("ui/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ui/000000000000/app.css",
                "/ui/app.css",
                "/ui/index.html",
                "/ui/../api/v1/audit",
                "/ui/%2e%2e/META-INF/MANIFEST.MF",
                "/ui//",
                "/ui/BUILD/../index.html",
                "/ui/BUILD/",
                "/ui/BUILD/%00"
            })
    void shouldHaveNoOtherFile(String path) throws IOException {
        // given
        String build = filesOfThePage().get(0).replaceAll("/.*", "");

        // when
        Answer answer = get(path.replace("BUILD", build));

        // then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void shouldOnlyBeRead(String method) throws IOException {
        // when
        Answer answer = HttpExchange.of(server.monitoringPort(), method + " /ui/").send();

        // then
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).hasValue("GET, HEAD");
    }
}
