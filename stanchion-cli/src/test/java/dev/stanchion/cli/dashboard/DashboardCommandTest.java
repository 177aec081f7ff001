package dev.stanchion.cli.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stanchion.cli.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DashboardCommandTest {
    @TempDir private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Path> opened = new ArrayList<>();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/ui/",
                call -> {
                    call.sendResponseHeaders(status, -1);
                    call.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void writeToken() throws IOException {
        Path directory = Files.createDirectories(home.resolve("stanchion"));
        Files.writeString(
                directory.resolve("admin-token-" + server.getAddress().getPort()), "s3cret\n");
    }

    private int run(boolean isTerminal, Optional<Browser> browser, String... args) {
        Console console =
                new Console(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        false);
        return new CommandLine(
                        new DashboardCommand(
                                console,
                                isTerminal,
                                Map.of("XDG_STATE_HOME", home.toString()),
                                browser))
                .execute(args);
    }

    @Test
    void shouldOpenAPageThatOnlyThisUserCanReadAndThatLogsIn() throws IOException {
        // given
        writeToken();

        // when
        int code = run(true, Optional.of(opened::add), "--url", url());

        // then
        assertThat(code).isZero();
        assertThat(opened).hasSize(1);
        assertThat(opened.get(0)).content().contains(url() + "/ui/#/login?token=s3cret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(opened.get(0))))
                .isEqualTo("rw-------");
        assertThat(out.toString(UTF_8)).contains(url() + "/ui/").doesNotContain("s3cret");
    }

    @Test
    void shouldPrintTheLinkWithTheTokenToATerminalWithoutADesktop() throws IOException {
        // given
        writeToken();

        // when
        int code = run(true, Optional.empty(), "--url", url());

        // then
        assertThat(code).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo(url() + "/ui/#/login?token=s3cret\n");
    }

    @Test
    void shouldPrintTheAddressForPrograms() throws IOException {
        // given
        writeToken();

        // when
        int code = run(true, Optional.of(opened::add), "--url", url(), "--json");
        int withToken = run(true, Optional.of(opened::add), "--url", url(), "--json", "--print");

        // then
        assertThat(code).isZero();
        assertThat(withToken).isZero();
        assertThat(opened).isEmpty();
        assertThat(out.toString(UTF_8).lines())
                .containsExactly(
                        "{\"url\":\"" + url() + "/ui/\"}",
                        "{\"url\":\"" + url() + "/ui/#/login?token=s3cret\"}");
    }

    @Test
    void shouldPrintTheTokenIntoAFileOnlyOnRequest() throws IOException {
        // given
        writeToken();

        // when
        run(false, Optional.empty(), "--url", url());
        String usual = out.toString(UTF_8);
        out.reset();
        run(false, Optional.of(opened::add), "--url", url(), "--print");

        // then
        assertThat(usual).isEqualTo(url() + "/ui/\n");
        assertThat(out.toString(UTF_8)).isEqualTo(url() + "/ui/#/login?token=s3cret\n");
        assertThat(opened).isEmpty();
    }

    @Test
    void shouldShowThePageWithoutALogInIfTheServerIsNotOfThisUser() {
        // when
        int code = run(true, Optional.empty(), "--url", url());

        // then
        assertThat(code).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo(url() + "/ui/\n");
    }

    @Test
    void shouldPrintTheLinkIfTheBrowserCannotBeStarted() throws IOException {
        // given
        writeToken();
        Browser broken =
                page -> {
                    throw new IOException("no such program");
                };

        // when
        int code = run(true, Optional.of(broken), "--url", url());

        // then
        assertThat(code).isZero();
        assertThat(err.toString(UTF_8)).contains("No browser can be opened: no such program");
        assertThat(out.toString(UTF_8)).contains("#/login?token=s3cret");
    }

    @Test
    void shouldSayThatAServerHasNoDashboard() {
        // given
        status = 404;

        // when
        int code = run(true, Optional.empty(), "--url", url());

        // then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains(url() + " has no dashboard (status 404)");
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        // given
        String url = url();
        server.stop(0);

        // when
        int code = run(true, Optional.empty(), "--url", url);

        // then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("Cannot ask " + url).contains("-m 8222");
    }

    @Test
    void shouldFindTheBrowserOfADesktop() {
        assertThat(Browser.ofDesktop(Map.of(), "Linux")).isEmpty();
        assertThat(Browser.ofDesktop(Map.of("DISPLAY", ":0"), "Linux")).isPresent();
        assertThat(Browser.ofDesktop(Map.of("WAYLAND_DISPLAY", "w"), "Linux")).isPresent();
        assertThat(Browser.ofDesktop(Map.of(), "Mac OS X")).isPresent();
        assertThat(Browser.ofDesktop(Map.of(), "Windows 11")).isPresent();
    }
}
