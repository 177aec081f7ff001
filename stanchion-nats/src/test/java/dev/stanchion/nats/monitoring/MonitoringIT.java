package dev.stanchion.nats.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.LeaksFail;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.websocket.WebSocketOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pages, compared with what nats-server 2.10.29 answered in the same situation: a client with
 * two subscriptions that has published one message, and another that was closed for an error.
 */
@ExtendWith(LeaksFail.class)
class MonitoringIT {
    private static final String CONNECT = "CONNECT {\"verbose\":false}\r\n";
    private static final String PUBLISH = "PUB bar 6\r\nsecond\r\n";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Keys of the real server's answers that there is nothing behind here. */
    private static final Set<String> NOT_HERE =
            Set.of(
                    // Imports belong to accounts that share services.
                    "account_detail.imports",
                    "account_detail.imports[]",
                    "account_detail.imports[].account",
                    "account_detail.imports[].invalid",
                    "account_detail.imports[].local_subject",
                    "account_detail.imports[].share",
                    "account_detail.imports[].subject",
                    "account_detail.imports[].to",
                    "account_detail.imports[].tracking",
                    "account_detail.imports[].type");

    /** Keys that there are here and not there, because the situation differs a little. */
    private static final Set<String> HERE_ONLY = Set.of("websocket.handshake_timeout");

    private final NatsServer server =
            new NatsServer(
                    NatsServerOptions.defaults().withHost("127.0.0.1").withPort(0).withLoops(2));
    private final List<RawClient> clients = new ArrayList<>();
    private NatsPages pages = pages("");
    private InetSocketAddress address = new InetSocketAddress(0);

    private NatsPages pages(String basePath) {
        return new NatsPages(
                server,
                new MonitoringAddress("127.0.0.1", 8222, 0, basePath),
                new ThisProcess(),
                Instant::now);
    }

    @BeforeEach
    void start() throws IOException {
        server.start();
        address = server.listen();
        server.listenForWebSockets(
                WebSocketOptions.onPort(0).withHost("127.0.0.1").withCompression(true));
        pages = pages("");
        RawClient sampler =
                connect(
                        """
                        CONNECT {"verbose":false,"name":"sampler","lang":"go","version":"1.31.0",\
                        "protocol":1,"headers":true,"no_responders":true}\r
                        """);
        sampler.send("SUB foo.> q 1\r\nSUB foo.a 2\r\nUNSUB 2 5\r\nPUB foo.a 5\r\nhello\r\n");
        assertThat(sampler.read(44)).contains("MSG foo.a");
        RawClient wrong = connect("");
        wrong.send("FOO\r\n");
        wrong.readToEnd();
        await().atMost(PATIENCE).until(() -> server.counters().connections() == 1);
    }

    private RawClient connect(String firstWords) throws IOException {
        RawClient client = RawClient.connect(address);
        clients.add(client);
        client.send(firstWords);
        return client;
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }

    private Answer answer(String target) {
        return answer(pages, target);
    }

    private static Answer answer(NatsPages pages, String target) {
        String[] parts = target.split("\\?", 2);
        try {
            return pages.at(parts[0], Parameters.parse(parts.length == 1 ? "" : parts[1]))
                    .orElseThrow()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(target, e);
        }
    }

    private String json(String target) {
        Answer answer = answer(target);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        return answer.body();
    }

    private static String recorded(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(MonitoringIT.class.getResourceAsStream(name + ".json"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/varz, varz",
        "/connz?subs=1&auth=1, connz-subs-auth",
        "/connz?subs=detail&state=any, connz-detail-any",
        "/subsz, subsz",
        "/subscriptionsz, subsz",
        "/subsz?subs=1&test=foo.a, subsz-list",
        "/routez, routez",
        "/gatewayz, gatewayz",
        "/leafz, leafz",
        "/accountz, accountz",
        "/accountz?acc=$G, accountz-acc",
        "/accstatz?unused=1, accstatz",
        "/jsz, jsz",
    })
    void s13_130_shouldHaveTheKeysOfARealServer(String target, String sample) throws IOException {
        // given
        answer("/varz"); // so that there is a request to be counted
        NavigableMap<String, String> expected = KeyTree.of(recorded(sample));

        // when
        NavigableMap<String, String> keys = KeyTree.of(json(target));

        // then
        NOT_HERE.forEach(expected::remove);
        HERE_ONLY.forEach(keys::remove);
        assertThat(keys).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"/varz, varz", "/connz?subs=1&auth=1, connz-subs-auth", "/subsz, subsz"})
    void shouldBeLaidOutAsARealServerDoes(String target, String sample) throws IOException {
        // when
        String here = json(target);

        // then
        assertThat(layoutOf(here)).isEqualTo(layoutOf(recorded(sample).strip()));
    }

    private static final Pattern VALUE = Pattern.compile(": (\"[^\"]*\"|[0-9.]+|true|false)");
    private static final Pattern HANDSHAKE = Pattern.compile("\n *\"handshake_timeout\".*");

    /** The text without its values, its request counts and the order of subscriptions. */
    private static String layoutOf(String json) {
        return HANDSHAKE
                .matcher(VALUE.matcher(json).replaceAll(": x"))
                .replaceAll("")
                .replaceAll("(?s)\"http_req_stats\": \\{[^}]*}", "")
                .replaceAll("\"foo.(a|\\\\u003e)\"", "s");
    }

    @Test
    void shouldCountWhatEachConnectionDid() {
        // when
        String connz = json("/connz");

        // then
        assertThat(connz)
                .contains("\"cid\": 1,", "\"in_msgs\": 1,", "\"out_msgs\": 2,")
                .contains("\"in_bytes\": 5,", "\"out_bytes\": 10,", "\"subscriptions\": 2,")
                .contains("\"name\": \"sampler\"", "\"pending_bytes\": 0,");
        assertThat(json("/varz"))
                .contains("\"connections\": 1,", "\"total_connections\": 2,", "\"in_msgs\": 1,");
    }

    @Test
    void shouldCountWhatArrivesFromOtherLoops() throws IOException {
        // given: the next connections are on either loop
        connect(CONNECT + "PUB foo.b 3\r\nabc\r\nPING\r\n").readLine();
        connect(CONNECT + "PUB foo.b 3\r\nabc\r\nPING\r\n").readLine();
        connect(CONNECT + "PUB foo.b 10000\r\n" + "x".repeat(10_000) + "\r\nPING\r\n").readLine();

        // then
        await().atMost(PATIENCE)
                .until(() -> json("/connz?cid=1").contains("\"out_bytes\": 10016,"));
        assertThat(json("/connz?cid=1")).contains("\"out_msgs\": 5,");
    }

    @Test
    void shouldRememberWhoWasClosedAndWhy() {
        assertThat(json("/connz?state=closed"))
                .contains("\"reason\": \"Protocol Violation\"", "\"cid\": 2,")
                .contains("\"total\": 1,", "\"num_connections\": 1,")
                .doesNotContain("\"cid\": 1,");
        assertThat(json("/connz?state=any")).contains("\"total\": 2,");
        assertThat(json("/connz?state=any&cid=2")).contains("\"cid\": 2,", "\"total\": 1,");
        assertThat(json("/connz?cid=2")).contains("\"num_connections\": 0,");
    }

    @ParameterizedTest
    @CsvSource({
        "cid, 1 3 4", "start, 1 3 4", "subs, 1 4 3", "msgs_to, 1 3 4", "msgs_from, 3 1 4",
        "bytes_to, 1 3 4", "bytes_from, 3 1 4", "pending, 1 3 4", "last, 4 3 1", "idle, 1 3 4",
        "uptime, 1 3 4", "rtt, 1 3 4",
    })
    void shouldSort(String order, String ids) throws IOException {
        // given
        connect(CONNECT + PUBLISH + PUBLISH + "PING\r\n").readLine();
        connect(CONNECT + "SUB baz 1\r\nPING\r\n").readLine();

        // when
        String connz = json("/connz?sort=" + order);

        // then
        assertThat(idsIn(connz)).isEqualTo(ids);
    }

    private static String idsIn(String connz) {
        List<String> ids = new ArrayList<>();
        var matcher = Pattern.compile("\"cid\": (\\d+)").matcher(connz);
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return String.join(" ", ids);
    }

    @Test
    void shouldShowAPageOfALongList() throws IOException {
        // given
        for (int i = 0; i < 5; i++) {
            connect(CONNECT + "PING\r\n").readLine();
        }

        // when, then
        assertThat(idsIn(json("/connz?offset=1&limit=2"))).isEqualTo("3 4");
        assertThat(json("/connz?offset=1&limit=2"))
                .contains("\"total\": 6,", "\"offset\": 1,", "\"limit\": 2,");
        assertThat(idsIn(json("/connz?offset=100"))).isEmpty();
        assertThat(json("/connz?offset=-1&limit=-1"))
                .contains("\"offset\": 0,", "\"limit\": 1024,");
        assertThat(json("/subsz?subs=1&limit=1"))
                .contains("\"total\": 2,", "\"limit\": 1,")
                .containsOnlyOnce("\"sid\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/connz?user=nobody, 0",
        "/connz?acc=nope, 0",
        "/connz?acc=$G, 1",
        "/connz?filter_subject=foo.x&subs=1, 1",
        "/connz?filter_subject=bar, 0",
        "/connz?mqtt_client=x, 0",
    })
    void shouldFilter(String target, int number) {
        assertThat(json(target)).contains("\"num_connections\": " + number + ",");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/connz?sort=zzz|invalid sorting option: zzz",
                "/connz?sort=stop|sort by stop only valid on closed connections",
                "/connz?sort=reason|sort by reason only valid on closed connections",
                "/connz?state=zzz|Error decoding state for zzz",
                "/connz?limit=abc|Error decoding int for 'limit': strconv.Atoi: parsing \"abc\":"
                        + " invalid syntax",
                "/connz?cid=abc|Error decoding uint64 for 'cid': strconv.ParseUint: parsing"
                        + " \"abc\": invalid syntax",
                "/connz?subs=zzz|Error decoding boolean for 'subs': strconv.ParseBool: parsing"
                        + " \"zzz\": invalid syntax",
                "/connz?auth=x|Error decoding boolean for 'auth': strconv.ParseBool: parsing"
                        + " \"x\": invalid syntax",
                "/leafz?subs=x|Error decoding boolean for 'subs': strconv.ParseBool: parsing"
                        + " \"x\": invalid syntax",
                "/subsz?limit=x|Error decoding int for 'limit': strconv.Atoi: parsing \"x\":"
                        + " invalid syntax",
                "/subsz?test=foo.*|invalid test subject, must be valid publish subject: foo.*",
                "/accountz?acc=nope|Account nope does not exist",
                "/varz?callback=alert(1)|callback: not the name of a function",
            })
    void shouldSayWhatIsWrongWithAParameter(String target, String why) {
        // when
        Answer answer = answer(target);

        // then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.body()).isEqualTo(why);
    }

    @Test
    void shouldAnswerAsAScriptIfAskedTo() {
        // when
        Answer answer = answer("/healthz?callback=show");

        // then
        assertThat(answer.contentType()).isEqualTo("application/javascript");
        assertThat(answer.body()).isEqualTo("show({\"status\":\"ok\"})");
    }

    @Test
    void shouldStandBelowABasePath() {
        // given
        NatsPages below = pages("/nats");

        // when, then
        assertThat(below.at("/varz", Parameters.parse(""))).isEmpty();
        assertThat(answer(below, "/nats/varz").body())
                .contains("\"http_base_path\": \"/nats\"", "\"/nats/varz\": 1");
        assertThat(answer(below, "/nats").body()).contains("href=\"/nats/connz\"");
        assertThat(answer(below, "/nats/").body()).contains("href=\"/nats/connz\"");
        assertThat(below.at("/nats/nope", Parameters.parse(""))).isEmpty();
        assertThat(below.at("/nats/stacksz", Parameters.parse(""))).isEmpty();
    }

    @Test
    void shouldSayThatItIsNotHealthy() {
        // given
        var notListening = new NatsServer(NatsServerOptions.defaults().withLoops(1));
        var pagesOfIt =
                new NatsPages(
                        notListening,
                        new MonitoringAddress("", 0, 0, ""),
                        new ThisProcess(),
                        Instant::now);

        // when
        Answer answer = answer(pagesOfIt, "/healthz");

        // then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"status\":\"error\",\"error\":\"the server does not take clients yet\"}");
        assertThat(answer(pagesOfIt, "/connz").status()).isEqualTo(503);
    }

    @Test
    void shouldShowNothingOfOtherPeoplesTextAsHtml() throws IOException {
        // given
        connect("CONNECT {\"verbose\":false,\"name\":\"<script>&\"}\r\nPING\r\n").readLine();

        // then
        assertThat(json("/connz")).contains("\"name\": \"\\u003cscript\\u003e\\u0026\"");
    }

    /** What nats-top and the exporter for Prometheus cannot do without. */
    @Test
    void shouldHaveWhatToolsRead() {
        // when
        NavigableMap<String, String> varz = KeyTree.of(json("/varz"));
        NavigableMap<String, String> connz = KeyTree.of(json("/connz?subs=1"));

        // then
        for (String number :
                new String[] {
                    "cpu",
                    "mem",
                    "in_msgs",
                    "out_msgs",
                    "in_bytes",
                    "out_bytes",
                    "slow_consumers",
                    "subscriptions",
                    "connections",
                    "total_connections",
                    "routes",
                    "remotes"
                }) {
            assertThat(varz).containsEntry(number, "number");
        }
        assertThat(varz).containsAllEntriesOf(Map.of("version", "text", "uptime", "text"));
        for (String number :
                new String[] {
                    "cid",
                    "port",
                    "subscriptions",
                    "pending_bytes",
                    "in_msgs",
                    "out_msgs",
                    "in_bytes",
                    "out_bytes"
                }) {
            assertThat(connz).containsEntry("connections[]." + number, "number");
        }
        assertThat(json("/connz")).containsPattern("\"uptime\": \"[0-9]+s\"");
    }
}
