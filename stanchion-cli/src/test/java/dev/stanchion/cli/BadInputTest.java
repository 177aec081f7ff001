package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing of this reaches a server: there is none at this URL, and nobody notices. */
class BadInputTest {
    private static final String NOWHERE = "nats://127.0.0.1:1";

    private static String[] words(String line) {
        return line.split(" ", -1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "publish|missing required parameter: 'CHANNEL'",
                "publish c|nothing to publish: add DATA, - for standard input, --lines, --file or --watch",
                "publish c data --lines|DATA, --file, --lines and --watch cannot be combined",
                "publish c --lines -n 2|--lines and --count cannot be combined",
                "publish --watch t.json|--watch: 't.json' (expected: CHANNEL=FILE, or a CHANNEL of the"
                        + " command)",
                "publish c x --every 5s|--every, --only-changes and --raw need --watch",
                "publish c -w f --every 1ms|--every: expected at least 100ms",
                "publish c -w f --every 5|invalid value for option '--every': '5' (expected: a duration"
                        + " like 30s, 1m30s or 2h)",
                "listen|missing required parameter: 'CHANNEL'",
                "publish c data --file f|DATA, --file, --lines and --watch cannot be combined",
                "publish c data more|unexpected argument 'more'",
                "publish c data -n 0|--count: 0 (expected: at least 1)",
                "publish c data -n x|invalid value for option '--count': 'x' (expected: a whole number)",
                "publish c data -n 99999999999|invalid value for option '--count': '99999999999'"
                        + " (expected: at most 2147483647)",
                "listen c -n abc|invalid value for option '--count': 'abc' (expected: a whole number)",
                "listen c --patience 10ms|--patience: expected 40ms to 4d, or 0s for no limit",
                "listen c --durable d|--durable d belongs to one client ID, and each run"
                        + " generates another one: add --client-id NAME, with the same name each time",
                "listen c --count 0|--count: 0 (expected: at least 1)",
                "listen c --from then|invalid value for option '--from': 'then' (expected: first,"
                        + " last, new, seq:7, time:10m or time:2026-11-24T10:00:00Z)",
                "listen c --ack-wait 5|invalid value for option '--ack-wait': '5' (expected: a"
                        + " duration like 30s, 1m30s or 2h)"
            })
    void shouldRefuseWrongUsageInTwoLines(String line, String problem) {
        // when
        CommandRun run = CommandRun.of(words(line));

        // then
        String command = words(line)[0];
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualToNormalizingNewlines(
                        "stanchion %s: %s%nTry 'stanchion %s --help'.%n"
                                .formatted(command, problem, command));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "publish a..b data|channel \"a..b\": '.' stands only between words, one at a time",
                "publish -w a..b=f|channel \"a..b\": '.' stands only between words, one at a time",
                "listen c tickets.*|channel \"tickets.*\": \"*\" at position 9 is not allowed",
                "listen tickets.*|channel \"tickets.*\": \"*\" at position 9 is not allowed",
                "listen c --client-id a.b|client ID \"a.b\" has \".\" at position 2",
                "publish c data -c a*|cluster ID: 'a*' (expected: neither empty nor with spaces, *"
                        + " or >)",
                "listen c --max-in-flight 0|max in flight: 0 (expected: at least 1)",
                "listen c --ack-wait 500ms|ack wait: 500ms (expected: whole seconds, at least 1)",
                "listen c -q g -d a:b|durable name of a queue group: 'a:b' (expected: no ':')"
            })
    void shouldRefuseWhatNoServerWouldTake(String line, String problem) {
        // when
        CommandRun run = CommandRun.of(words(line + " -u " + NOWHERE));

        // then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(2).first().isEqualTo(problem);
    }

    @Test
    void shouldNameTheUrlAndARemedyWhenNoServerIsThere() {
        // when
        CommandRun run = CommandRun.of("publish", "c", "data", "--url", NOWHERE);

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToNormalizingNewlines(
                        """
                        nothing listens at nats://127.0.0.1:1
                        Start a server there with 'stanchion server', or name another URL.
                        """);
    }

    @Test
    void shouldRefuseAUrlThatIsNone() {
        // when
        CommandRun run = CommandRun.of("publish", "c", "data", "--url", "http://[");

        // then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("url: http://[ (expected: nats://host:port)");
    }

    @Test
    void shouldTellTheAddressOfAWebPageFromThatOfAServer() {
        // when
        CommandRun run = CommandRun.of("publish", "c", "data", "--url", "http://localhost:8222");

        // then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("url: http://localhost:8222 is the address of a web page")
                .contains("the port for clients");
    }

    @Test
    void shouldNameAFileThatIsNotThere(@TempDir Path directory) {
        // given
        Path file = directory.resolve("ticket.json");

        // when
        CommandRun run = CommandRun.of("publish", "c", "--file", file.toString());

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("no such file: " + file);
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void shouldWarnOfJsonThatIsBrokenBeforeItConnects() {
        // when
        CommandRun run = CommandRun.of("publish", "c", "{\"id\":}", "--url", NOWHERE);

        // then
        assertThat(run.err()).startsWith("The data looks like JSON but is not valid: ");
    }

    @Test
    void shouldTakeTheDurableOfAGroupWithoutAClientId() {
        // when
        CommandRun run = CommandRun.of("listen", "c", "-q", "g", "-d", "d", "--url", NOWHERE);

        // then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("nothing listens at ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "publish c data --json --url nats://127.0.0.1:1|{\"error\":\"nothing listens at"
                        + " nats://127.0.0.1:1\",\"remedy\":\"Start a server there with 'stanchion"
                        + " server', or name another URL.\"}",
                "listen c --count 0 --json|{\"error\":\"stanchion listen: --count: 0 (expected: at"
                        + " least 1)\",\"remedy\":\"Try 'stanchion listen --help'.\"}",
                "publish --json|{\"error\":\"stanchion publish: missing required parameter:"
                        + " 'CHANNEL'\",\"remedy\":\"Try 'stanchion publish --help'.\"}",
                "listen c --jsno --json|{\"error\":\"stanchion listen: unknown option '--jsno'; did you"
                        + " mean '--json'?\",\"remedy\":\"Try 'stanchion listen --help'.\"}",
                "admin channels --json --url http://127.0.0.1:1|{\"error\":\"No server answers at"
                        + " http://127.0.0.1:1 (no connection)\",\"remedy\":\"Start the server with"
                        + " a monitoring port (-m 8222), or give its --url.\"}",
                "dashboard --json --url http://127.0.0.1:1|{\"error\":\"Cannot ask"
                        + " http://127.0.0.1:1: no connection\",\"remedy\":\"Is the server running,"
                        + " and is this its monitoring port? The server opens it with -m 8222.\"}",
                "bench --json x --publishers 0|{\"error\":\"stanchion bench: publishers: 0"
                        + " (expected: 1 to 10000)\",\"remedy\":\"Try 'stanchion bench --help'.\"}"
            })
    void shouldTellProgramsInTheirOwnFormWhatFailed(String line, String json) {
        // when
        CommandRun run = CommandRun.of(words(line));

        // then
        assertThat(run.exitCode()).isPositive();
        assertThat(run.err()).isEqualToNormalizingNewlines(json + "\n");
    }
}
