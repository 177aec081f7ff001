package dev.stanchion.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.http.Router.Match;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private final Router<String> router =
            new Router.Builder<String>()
                    .add("GET", "/v1/channels", "list")
                    .add("GET", "/v1/channels/{channel}", "one")
                    .add("DELETE", "/v1/channels/{channel}", "delete")
                    .add("GET", "/v1/channels/{channel}/{what}", "any")
                    .add("GET", "/v1/channels/{channel}/positions", "positions")
                    .add("POST", "/v1/channels/{channel}/purge", "purge")
                    .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    tickets:created                 | tickets:created
                    tickets%3Acreated               | tickets:created
                    tickets%3acreated               | tickets:created
                    a%2Fb                           | a/b
                    %252F                           | %2F
                    a+b%20c                         | a+b c
                    %2e%2e                          | ..
                    %C3%A4                          | ä
                    a;b=c                           | a;b=c
                    a%3Fb%23c                       | a?b#c
                    positions                       | positions
                    """)
    void shouldDecodeANameOnce(String segment, String name) {
        // when
        Match<String> match = router.match("GET", "/v1/channels/" + segment);

        // then
        assertThat(target("GET", "/v1/channels/" + segment)).isEqualTo("one");
        assertThat(match instanceof Match.Found<String> found ? found.values() : Map.of())
                .isEqualTo(Map.of("channel", name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/channels/%",
                "/v1/channels/%4",
                "/v1/channels/%zz",
                "/v1/channels/%FF",
                "/v1/channels/%C0%AF",
                "/v1/channels/%ED%A0%80",
                "/v1/channels/..",
                "/v1/channels/.",
                "/v1/channels/../channels",
                "/v1//channels",
                "/v1/channels/a/b/c",
                "/v1/channels/a/../b",
                "/V1/channels",
                "v1/channels",
                "",
                "/",
            })
    void shouldHaveNoSuchPath(String path) {
        assertThat(router.match("GET", path)).isInstanceOf(Match.NoSuchPath.class);
    }

    @Test
    void shouldPreferAFixedSegment() {
        assertThat(target("GET", "/v1/channels/a/positions")).isEqualTo("positions");
        assertThat(target("GET", "/v1/channels/a/others")).isEqualTo("any");
    }

    @Test
    void shouldNotTakeAFixedSegmentForAName() {
        assertThat(router.match("GET", "/v1/channels/a/purge"))
                .isEqualTo(new Match.WrongMethod<String>("POST"));
    }

    @Test
    void shouldAnswerHeadAsGet() {
        assertThat(target("HEAD", "/v1/channels")).isEqualTo("list");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, 'DELETE, GET, HEAD'",
        "get, 'DELETE, GET, HEAD'",
        "OPTIONS, 'DELETE, GET, HEAD'"
    })
    void shouldSayWhichMethodsAPathHas(String method, String allowed) {
        assertThat(router.match(method, "/v1/channels/a"))
                .isEqualTo(new Match.WrongMethod<String>(allowed));
    }

    private Object target(String method, String path) {
        return router.match(method, path) instanceof Match.Found<String> found
                ? found.route().target()
                : "nothing";
    }
}
