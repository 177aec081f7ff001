package dev.stanchion.server.api.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.nats.auth.Secret;
import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {
    private static Call call(String method, Map<String, String> headers) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new Call(method, "/api/v1/x", all, new byte[0], new Call.Peer("127.0.0.1", false));
    }

    private static void requireHost(AdminOptions options, String host) {
        new HostGuard(options, List.of("stanchion-0", ""))
                .require(call("GET", Map.of("Host", host)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8222",
                "localhost.",
                "127.0.0.1",
                "127.0.0.1:8222",
                "10.1.2.3:8222",
                "[::1]",
                "[::1]:8222",
                "[fe80::1%25eth0]:8222",
                "Stanchion-0:8222",
            })
    void shouldTakeAddressesAndOwnNames(String host) {
        assertThatCode(() -> requireHost(AdminOptions.DEFAULT, host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.com",
                "evil.com:8222",
                "localhost.evil.com",
                "127.0.0.1.evil.com",
                "evil.com:127.0.0.1",
                "1.2.3.4@evil.com",
                "0x7f.1",
                "2130706433",
                "",
                ".",
                ":8222",
                "[evil]",
                "localhost evil.com",
                "localhost,evil.com",
            })
    void shouldRefuseOtherHosts(String host) {
        assertThatThrownBy(() -> requireHost(AdminOptions.DEFAULT, host))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() ->
                        requireHost(withUser().withHosts(List.of("broker.example.org")), host))
                .isInstanceOf(ProblemException.class);
    }

    private static AdminOptions withUser() {
        return AdminOptions.DEFAULT.withUsers(
                List.of(new AdminUser("ops", Secret.of("secret"), Role.ADMIN, List.of())));
    }

    @Test
    void shouldTakeConfiguredHosts() {
        assertThatCode(() ->
                        requireHost(
                                AdminOptions.DEFAULT.withHosts(List.of("Broker.example.org")),
                                "broker.example.org:443"))
                .doesNotThrowAnyException();
        assertThatCode(() -> requireHost(withUser(), "any.example.org")).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseTwoHosts() {
        // given
        Call two =
                new Call(
                        "GET",
                        "/",
                        Map.of("Host", List.of("localhost", "evil.com")),
                        new byte[0],
                        new Call.Peer("127.0.0.1", false));

        // then
        assertThatThrownBy(() -> new HostGuard(AdminOptions.DEFAULT, List.of()).require(two))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    application/json                  | -           | -                     | true
                    application/json; charset=utf-8   | same-origin | http://a:8222         | true
                    Application/JSON                  | -           | https://a:8222        | true
                    -                                 | -           | -                     | false
                    text/plain                        | -           | -                     | false
                    text/plain; application/json      | -           | -                     | false
                    application/x-www-form-urlencoded | same-origin | http://a:8222         | false
                    multipart/form-data; boundary=a   | -           | -                     | false
                    application/json                  | cross-site  | -                     | false
                    application/json                  | same-site   | -                     | false
                    application/json                  | none        | -                     | false
                    application/json                  | -           | http://evil.com       | false
                    application/json                  | -           | http://a              | false
                    application/json                  | -           | http://a:8222.evil.com| false
                    application/json                  | -           | null                  | false
                    application/json                  | same-origin | null                  | false
                    """)
    void shouldTakeChangesOfItsOwnSiteOnly(
            String type, String site, String origin, boolean isTaken) {
        // given
        Map<String, String> headers = new HashMap<>();
        headers.put("Host", "a:8222");
        if (type != null) {
            headers.put("Content-Type", type);
        }
        if (site != null) {
            headers.put("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            headers.put("Origin", origin);
        }

        // then
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            if (isTaken) {
                assertThatCode(() -> CrossSiteGuard.require(call(method, headers)))
                        .doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> CrossSiteGuard.require(call(method, headers)))
                        .isInstanceOf(ProblemException.class);
            }
        }
        assertThatCode(() -> CrossSiteGuard.require(call("GET", headers)))
                .doesNotThrowAnyException();
    }
}
