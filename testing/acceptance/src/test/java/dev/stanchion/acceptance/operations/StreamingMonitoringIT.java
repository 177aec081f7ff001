package dev.stanchion.acceptance.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Waiting;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.Subscription;
import io.nats.streaming.SubscriptionOptions;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of {@code spec/operations.md} 11 under "Monitoring". */
@Tag("long")
class StreamingMonitoringIT {
    private static final SubscriptionOptions DURABLE =
            new SubscriptionOptions.Builder().durableName("d").build();

    @RegisterExtension final Programs programs = new Programs();

    @ParameterizedTest
    @CsvSource({"serverz", "storez", "clientsz", "channelsz"})
    void s11_39_shouldShowPagesAsJsonOrToAFunction(String page) throws Exception {
        // given
        Monitored server = Monitored.start(programs);

        // when
        HttpResponse<String> index = server.get("/streaming");
        HttpResponse<String> json = server.get("/streaming/" + page);
        HttpResponse<String> script = server.get("/streaming/" + page + "?callback=f");

        // then
        assertThat(header(index, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(index.body()).contains("./streaming/" + page);
        assertThat(header(json, "Content-Type")).isEqualTo("application/json");
        assertThat(header(script, "Content-Type")).isEqualTo("application/javascript");
        assertThat(script.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(script.body()).startsWith("f({\n  \"cluster_id\": ").endsWith("\n})");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/varz", "/connz", "/streaming/serverz", "/streaming/channelsz"})
    void shouldShowOtherSitesWhatHasNoInboxes(String page) throws Exception {
        // given
        Monitored server = Monitored.start(programs);

        // then
        assertThat(header(server.get(page), "Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connz?subs=1",
                "/connz?subs=detail",
                "/subsz?subs=1",
                "/streaming/clientsz?limit=1",
                "/streaming/channelsz?subs=1",
                "/streaming/channelsz?channel=foo&subs=1",
            })
    void shouldKeepInboxesFromOtherSites(String page) throws Exception {
        // given
        Monitored server = Monitored.start(programs);
        server.server().assumeStanchion("any site may read all of its pages");
        StreamingConnection client = server.client("me");
        client.publish("foo", "hello".getBytes(UTF_8));

        for (String form : new String[] {"", "&callback=show"}) {
            // when
            HttpResponse<String> shown = server.get(page + form);

            // then
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.headers().map()).doesNotContainKey("access-control-allow-origin");
            assertThat(header(shown, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        }
        client.close();
    }

    @ParameterizedTest
    @CsvSource({"serverz", "storez", "clientsz", "channelsz"})
    void shouldCallNothingButAFunction(String page) throws Exception {
        // given
        Monitored server = Monitored.start(programs);
        server.server().assumeStanchion("it writes whatever it is given in front of the page");

        // when
        HttpResponse<String> script = server.get("/streaming/" + page + "?callback=alert(1);f");

        // then
        assertThat(script.statusCode()).isEqualTo(400);
        assertThat(script.body()).isEqualTo("callback: not the name of a function\n");
    }

    @Test
    void shouldTellWhoHasNoConnectionAnyMore() throws Exception {
        // given
        Monitored server = Monitored.start(programs);
        server.server().assumeStanchion("it shows who has died for minutes like everybody else");
        StreamingConnection lives = server.client("lives");
        StreamingConnection dies = server.client("dies");
        StreamingConnection leaves = server.client("leaves");
        dies.subscribe("foo", message -> {}, DURABLE);
        dies.subscribe("foo", message -> {});
        leaves.subscribe("foo", message -> {});

        // when
        dies.getNatsConnection().close();
        leaves.getNatsConnection().close();

        // then
        Waiting.until(
                "the connection is noticed",
                () -> server.json("/streaming/serverz").number("clients") == 1);
        assertThat(server.json("/streaming/serverz").number("subscriptions")).isOne();
        assertThat(server.json("/streaming/clientsz").number("total")).isEqualTo(2);
        assertThat(server.get("/streaming/clientsz?client=leaves").statusCode()).isEqualTo(404);
        Json channel = server.json("/streaming/channelsz?channel=foo&subs=1");
        assertThat(channel.number("subs_count")).isOne();
        assertThat(channel.at("subscriptions/0/durable_name")).isEqualTo("\"d\"");
        assertThat(channel.at("subscriptions/0/is_offline")).isEqualTo("true");
        assertThat(server.get("/metrics").body())
                .containsOnlyOnce("\nnss_chan_subs_last_sent{")
                .doesNotContain("leaves");
        assertThat(server.get("/metrics").body())
                .containsPattern("(?m)^nss_server_clients\\{[^}]*} 1$");
        assertThat(server.get("/streaming/clientsz?client=dies&subs=1").body())
                .contains("\"id\": \"dies\"")
                .containsPattern("(?s)\"is_offline\": true.*\"is_offline\": true");
        assertThat(server.get("/streaming/clientsz?client=lives&subs=1").body())
                .doesNotContain("is_offline");
        lives.close();
    }

    @Test
    void s11_40_shouldCountClientsSubscriptionsAndMessages() throws Exception {
        // given
        Monitored server = Monitored.start(programs);
        StreamingConnection client = server.client("me");

        // when
        Subscription subscription = client.subscribe("foo", message -> {});
        for (int i = 0; i < 10; i++) {
            client.publish("foo", "hello".getBytes(UTF_8));
        }
        Json busy = server.json("/streaming/serverz");
        subscription.unsubscribe();
        Json unsubscribed = server.json("/streaming/serverz");
        client.close();
        Json closed = server.json("/streaming/serverz");

        // then
        assertThat(busy.number("clients")).isEqualTo(1);
        assertThat(busy.number("subscriptions")).isEqualTo(1);
        assertThat(busy.number("channels")).isEqualTo(1);
        assertThat(busy.number("total_msgs")).isEqualTo(10);
        assertThat(busy.number("total_bytes")).isPositive();
        assertThat(busy.number("in_msgs")).isEqualTo(10);
        assertThat(busy.number("in_bytes")).isPositive();
        assertThat(unsubscribed.number("subscriptions")).isZero();
        assertThat(closed.number("clients")).isZero();
        assertThat(closed.number("channels")).isEqualTo(1);
    }

    @Test
    void s11_41_shouldBeginAtZeroAgainWithTheMemoryStore() throws Exception {
        // given
        Monitored first = Monitored.start(programs);
        StreamingConnection client = first.client("me");
        client.publish("foo", "hello".getBytes(UTF_8));
        client.close();
        first.program().terminate();
        first.program().awaitExit();

        // when
        Json page = Monitored.start(programs).json("/streaming/serverz");

        // then
        assertThat(
                        List.of(
                                "clients",
                                "subscriptions",
                                "channels",
                                "total_msgs",
                                "total_bytes",
                                "in_msgs",
                                "in_bytes",
                                "out_msgs",
                                "out_bytes"))
                .allSatisfy(counter -> assertThat(page.number(counter)).as(counter).isZero());
    }

    @Test
    void s11_43_shouldPageThroughClients() throws Exception {
        // given
        Monitored server = Monitored.start(programs);
        for (int i = 5; i >= 1; i--) {
            server.client("me" + i);
        }

        // then
        assertPages(server, "/streaming/clientsz?", "clients", "id", "me");
    }

    @ParameterizedTest
    @CsvSource({"/streaming/channelsz?, names, ''", "/streaming/channelsz?subs=1&, channels, name"})
    void s11_45_shouldPageThroughChannels(String page, String list, String name) throws Exception {
        // given
        Monitored server = Monitored.start(programs);
        StreamingConnection client = server.client("me");
        for (int i = 5; i >= 1; i--) {
            client.publish("me" + i, "hello".getBytes(UTF_8));
        }

        // then
        assertPages(server, page, list, name, "me");
    }

    private static void assertPages(
            Monitored server, String page, String list, String name, String prefix)
            throws Exception {
        List<String> counts = new ArrayList<>();
        for (String query :
                List.of(
                        "offset=-1",
                        "offset=1",
                        "offset=10",
                        "limit=-1",
                        "limit=1",
                        "offset=1&limit=2",
                        "limit=x&offset=y")) {
            Json shown = server.json(page + query);
            assertThat(shown.number("total")).isEqualTo(5);
            long count = shown.number("count");
            counts.add(shown.number("offset") + "+" + count + "/" + shown.number("limit"));
            for (int i = 0; i < count; i++) {
                String path = list + "/" + i + (name.isEmpty() ? "" : "/" + name);
                long expected = shown.number("offset") + i + 1;
                assertThat(shown.at(path)).isEqualTo('"' + prefix + expected + '"');
            }
            boolean isOmitted = count == 0 && !list.equals("clients");
            assertThat(shown.has(list)).isEqualTo(!isOmitted);
        }
        assertThat(counts)
                .containsExactly(
                        "0+5/1024",
                        "1+4/1024",
                        "10+0/1024",
                        "0+5/1024",
                        "0+1/1",
                        "1+2/2",
                        "0+5/1024");
    }

    @Test
    void s11_44_shouldShowOneClient() throws Exception {
        // given
        Monitored server = Monitored.start(programs);
        server.client("me2").subscribe("foo", message -> {});

        // when
        Json client = server.json("/streaming/clientsz?client=me2&subs=1");
        Json without = server.json("/streaming/clientsz?client=me2&subs=true");
        HttpResponse<String> unknown = server.get("/streaming/clientsz?client=nope");

        // then
        assertThat(client.at("id")).isEqualTo("\"me2\"");
        assertThat(client.at("subscriptions")).isEqualTo("{}");
        assertThat(client.at("subscriptions/foo")).isEqualTo("[]");
        assertThat(client.at("subscriptions/foo/0/client_id")).isEqualTo("\"me2\"");
        assertThat(without.has("subscriptions")).isFalse();
        assertNotFound(unknown, "Client nope not found\n");
    }

    @Test
    void s11_46_shouldShowOneChannel() throws Exception {
        // given
        Monitored server = Monitored.start(programs);
        server.client("me").subscribe("foo.bar", message -> {});

        // when
        Json channel = server.json("/streaming/channelsz?channel=foo.bar&subs=1");
        Json list = server.json("/streaming/channelsz?channel=");
        HttpResponse<String> unknown = server.get("/streaming/channelsz?channel=nope");

        // then
        assertThat(channel.at("name")).isEqualTo("\"foo.bar\"");
        assertThat(channel.number("first_seq")).isZero();
        assertThat(channel.number("subs_count")).isEqualTo(1);
        assertThat(channel.has("subscriptions/0/inbox")).isTrue();
        assertThat(list.number("total")).isEqualTo(1);
        assertNotFound(unknown, "Channel nope not found\n");
    }

    private static void assertNotFound(HttpResponse<String> response, String text) {
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo(text);
        assertThat(header(response, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource({"'', durable_name, d", "g, queue_name, d:g"})
    void s11_47_shouldShowDurablesThatAreOffline(String group, String field, String name)
            throws Exception {
        // given
        Monitored server = Monitored.start(programs);
        StreamingConnection client = server.client("me");
        String page = "/streaming/channelsz?channel=foo&subs=1";

        // when
        subscribe(client, group).close(false);
        Json offline = server.json(page);
        Subscription resumed = subscribe(client, group);
        Json online = server.json(page);
        resumed.unsubscribe();
        Json gone = server.json(page);

        // then
        assertThat(offline.at("subscriptions/0/is_offline")).isEqualTo("true");
        assertThat(offline.at("subscriptions/0/is_durable")).isEqualTo("true");
        assertThat(offline.at("subscriptions/0/client_id")).isEqualTo("\"me\"");
        assertThat(offline.at("subscriptions/0/" + field)).isEqualTo('"' + name + '"');
        assertThat(online.at("subscriptions/0/is_offline")).isEqualTo("false");
        assertThat(online.has("subscriptions/1")).isFalse();
        assertThat(gone.has("subscriptions")).isFalse();
        assertThat(gone.number("subs_count")).isZero();
    }

    private static Subscription subscribe(StreamingConnection client, String group)
            throws Exception {
        return group.isEmpty()
                ? client.subscribe("foo", message -> {}, DURABLE)
                : client.subscribe("foo", group, message -> {}, DURABLE);
    }

    @Test
    void s11_48_shouldShowLimitsAfterInheritance() throws Exception {
        // given
        Monitored server =
                Monitored.start(
                        programs,
                        "-mm",
                        "5",
                        "-ma",
                        "1h",
                        "-sc",
                        ConfigFile.of(
                                """
                                streaming { store_limits { channels {
                                  "foo.>" { max_bytes: 7 }, "foo.bar" { max_age: "0" } } } }
                                """));

        // when
        Json page = server.json("/streaming/storez");

        // then
        assertThat(page.at("type")).isEqualTo("\"MEMORY\"");
        assertThat(page.number("limits/max_age")).isEqualTo(3_600_000_000_000L);
        assertThat(page.number("limits/channels/foo.>/max_bytes")).isEqualTo(7);
        assertThat(page.number("limits/channels/foo.bar/max_bytes")).isEqualTo(7);
        assertThat(page.number("limits/channels/foo.bar/max_msgs")).isEqualTo(5);
        assertThat(page.number("limits/channels/foo.>/max_age")).isEqualTo(3_600_000_000_000L);
        assertThat(page.number("limits/channels/foo.bar/max_age")).isZero();
        assertThat(server.get("/streaming/storez").body()).contains("\"foo.\\u003e\": {");
    }

    @Test
    void s11_49_shouldSayThatItIsNoActiveMember() throws Exception {
        // when
        HttpResponse<String> answer = Monitored.start(programs).get("/streaming/isFTActive");

        // then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void s11_51_shouldSendUncleanPathsToTheCleanOnes() throws Exception {
        // when
        HttpResponse<String> answer =
                Monitored.start(programs).get("//streaming/channelsz?subs=1&limit=3");

        // then
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(header(answer, "Location")).isEqualTo("/streaming/channelsz?subs=1&limit=3");
    }

    @Test
    void s11_53_shouldAnswerWhateverHappensMeanwhile() throws Exception {
        // given: requests from before it is ready until after it has gone
        Monitored server = Monitored.start(programs);
        List<CompletableFuture<?>> lookers = new ArrayList<>();
        for (String page : List.of("serverz", "clientsz?subs=1", "channelsz?subs=1")) {
            lookers.add(CompletableFuture.runAsync(() -> lookUntilItIsGone(server, page)));
        }
        StreamingConnection client = server.client("me");
        for (int i = 0; i < 20; i++) {
            client.publish("foo" + i, "hello".getBytes(UTF_8));
        }

        // when
        server.program().interrupt();

        // then
        assertThat(server.program().awaitExit()).isZero();
        Waiting.until("all have noticed", () -> lookers.stream().allMatch(each -> each.isDone()));
        assertThat(server.program().errors()).noneMatch(line -> line.contains("Exception"));
    }

    private static void lookUntilItIsGone(Monitored server, String page) {
        try {
            while (server.get("/streaming/" + page).statusCode() == 200) {
                // once more
            }
        } catch (Exception gone) {
            // the client does not answer any more
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
