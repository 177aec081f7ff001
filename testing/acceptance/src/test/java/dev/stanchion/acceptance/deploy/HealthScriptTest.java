package dev.stanchion.acceptance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of {@code stanchion-health} for an operator who has not read about it. */
class HealthScriptTest {
    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path folder;

    private Program health(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Project.root().resolve("deploy/tarball/bin/stanchion-health").toString());
        command.addAll(List.of(arguments));
        return programs.start("health", folder, Map.of(), command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void shouldExplainItself(String flag) {
        // when
        Program health = health(flag);

        // then
        assertThat(health.awaitExit()).isZero();
        assertThat(health.output())
                .first()
                .isEqualTo("Usage: stanchion-health [MONITORING-PORT [CLIENT-PORT]]");
        assertThat(health.errors()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoPort() {
        // when
        Program health = health("8222", "--port=4222");

        // then
        assertThat(health.awaitExit()).isEqualTo(1);
        assertThat(health.errors())
                .singleElement()
                .asString()
                .contains("'--port=4222' is no port", "stanchion-health --help");
    }

    /** With an external NATS, no client can connect to the server, so {@code /healthz} is 503. */
    @Test
    void shouldFindAServerWellThatServesTheClientsOfAnExternalNats() throws IOException {
        // given
        HttpServer monitoring =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        monitoring.createContext("/healthz", exchange -> answer(exchange, 503));
        monitoring.createContext("/readyz", exchange -> answer(exchange, 200));
        monitoring.start();

        // when
        Program health = health(Integer.toString(monitoring.getAddress().getPort()), "1");

        // then
        assertThat(health.awaitExit()).isZero();
        monitoring.stop(0);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
