package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.auth.Secret;
import dev.stanchion.protocol.ChannelGlob;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.api.live.OpenStreams;
import dev.stanchion.server.testing.EventSocket;
import dev.stanchion.server.testing.EventSocket.Event;
import dev.stanchion.server.testing.HttpExchange;
import dev.stanchion.server.testing.HttpExchange.Answer;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live data as server-sent events. */
class EventsIT {
    private StanchionServer server;
    private StreamingSocket client;

    @BeforeEach
    void start() throws IOException {
        List<AdminUser> users =
                List.of(
                        new AdminUser("reader", Secret.of("secret"), Role.READER, List.of()),
                        new AdminUser(
                                "tickets",
                                Secret.of("secret"),
                                Role.READER,
                                List.of(new ChannelGlob("tickets:*"))),
                        new AdminUser("root", Secret.of("secret"), Role.ADMIN, List.of()));
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .port(0)
                                .monitoringPort(0)
                                .admin(AdminOptions.DEFAULT.withUsers(users))
                                .build());
        client = StreamingSocket.connect(server.port(), "test-cluster", "orders");
        publish("tickets:created", "first");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private void publish(String channel, String data) throws IOException {
        client.publish(channel, "guid", data);
        client.awaitPubAck();
    }

    private HttpExchange get(String path) {
        return HttpExchange.of(server.monitoringPort(), "GET /api/v1" + path);
    }

    private EventSocket open(String path) {
        return get(path).basic("reader", "secret").open();
    }

    private static Event next(EventSocket stream) throws IOException {
        return stream.next().orElseThrow();
    }

    /** Waits for an event of a name whose data contain a text. */
    private static Event await(EventSocket stream, String name, String text) throws IOException {
        List<String> others = new ArrayList<>();
        Event event = next(stream);
        while (!event.name().equals(name) || !event.data().contains(text)) {
            others.add(event.name() + " " + event.data());
            assertThat(others).as("events before %s with %s", name, text).hasSizeLessThan(100);
            event = next(stream);
        }
        return event;
    }

    @Test
    void shouldSendASnapshotAndThenWhatChanges() throws IOException {
        // given
        client.subscribe("tickets:created", "workers");
        publish("orders", "another");
        try (EventSocket stream = open("/events?topics=overview,channels,findings")) {
            // then
            assertThat(stream.head().header("Content-Type")).contains("text/event-stream");
            assertThat(stream.head().header("Cache-Control")).contains("no-store");
            Event channels = await(stream, "channels", "");
            assertThat(channels.data())
                    .contains("\"snapshot\":true", "\"orders\"", "\"tickets:created\"");

            // when
            publish("tickets:created", "second");

            // then: a row that has not changed does not come again
            Event changed = await(stream, "channels", "\"lastSequence\":2");
            assertThat(changed.data())
                    .startsWith("{\"snapshot\":false,\"set\":[{\"name\":\"tickets:created\"")
                    .contains("inPerSecond")
                    .doesNotContain("\"orders\"");

            // when
            deleteChannel("orders");

            // then
            assertThat(await(stream, "channels", "gone\":[\"orders").data())
                    .contains("\"order\":[\"tickets:created\"]", "\"total\":1");

            // when: the overview of the deletion may have come before that of the channels
            publish("tickets:created", "third");

            // then
            assertThat(await(stream, "overview", "\"channels\":1").data()).contains("rates");
        }
    }

    private void deleteChannel(String channel) {
        Answer answer =
                HttpExchange.of(server.monitoringPort(), "DELETE /api/v1/channels/" + channel)
                        .basic("root", "secret")
                        .json("{}")
                        .header("If-Match", "*")
                        .send();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void shouldShowAGroupWithWhatItHasInFlight() throws IOException {
        // given
        client.subscribe("tickets:created", "workers");
        client.awaitUnacknowledged();

        // then
        String topic = "group:tickets:created/workers";
        try (EventSocket stream = open("/events?topics=positions:tickets%253Acreated," + topic)) {
            assertThat(await(stream, topic, "\"holder\":\"orders\"").data())
                    .contains("\"pending\":[{\"sequence\":1");
            publish("tickets:created", "second");
            assertThat(await(stream, topic, "\"inFlight\":2").data()).contains("sentPerSecond");
        }
    }

    @Test
    void shouldSayWhyThereIsNothingToSee() throws IOException {
        try (EventSocket stream = open("/events?topics=group:tickets:created/wrokers")) {
            assertThat(next(stream).data()).contains("unavailable", "no group");
            client.subscribe("tickets:created", "wrokers");
            await(stream, "group:tickets:created/wrokers", "\"snapshot\":true");
        }
    }

    @Test
    void shouldContinueAfterTheEventThatAClientHas() throws IOException {
        // given
        String id;
        try (EventSocket stream = open("/events?topics=channels")) {
            id = next(stream).id();
        }

        // when
        try (EventSocket again =
                get("/events?topics=channels")
                        .basic("reader", "secret")
                        .header("Last-Event-ID", id)
                        .open()) {
            publish("tickets:created", "second");

            // then: the snapshot is not sent again
            assertThat(next(again).data()).startsWith("{\"snapshot\":false");
        }
        try (EventSocket other =
                get("/events?topics=channels")
                        .basic("reader", "secret")
                        .header("Last-Event-ID", "nonsense")
                        .open()) {
            assertThat(next(other).data()).startsWith("{\"snapshot\":true");
        }
    }

    @Test
    void shouldShowOnlyTheChannelsOfTheCaller() throws IOException {
        // given
        publish("payroll", "secret");

        // then
        try (EventSocket stream =
                get("/events?topics=channels").basic("tickets", "secret").open()) {
            assertThat(next(stream).data()).contains("tickets:created").doesNotContain("payroll");
        }
        assertThat(
                        get("/events?topics=positions:payroll")
                                .basic("tickets", "secret")
                                .send()
                                .status())
                .isEqualTo(403);
        assertThat(get("/channels/payroll/tail").basic("tickets", "secret").send().status())
                .isEqualTo(403);
        assertThat(get("/channels/tickets%3Acreated/tail").send().status()).isEqualTo(401);
    }

    @Test
    void shouldRefuseWhatItDoesNotHave() {
        for (String path :
                List.of(
                        "/events?topics=nonsense",
                        "/events?topics=overview,overview",
                        "/events?topics=group:a",
                        "/events?topics=group:a/",
                        "/events?topics=a,b,c,d,e,f,g,h,i",
                        "/events?topics=channels&limit=201",
                        "/events?topics=channels&sort=nonsense",
                        "/events?nonsense=1",
                        "/channels/tickets%3Acreated/tail?from=seq:0",
                        "/channels/tickets%3Acreated/tail?path=x")) {
            Answer answer = get(path).basic("reader", "secret").send();
            assertThat(answer.status()).as(path + answer.text()).isEqualTo(422);
        }
        Answer near = get("/channels/tickets%3Acreatd/tail").basic("reader", "secret").send();
        assertThat(near.status()).isEqualTo(404);
        assertThat(near.text()).contains("tickets:created");
    }

    @Test
    void shouldBoundTheStreamsOfAnAddress() throws IOException {
        // given
        List<EventSocket> streams = new ArrayList<>();
        for (int i = 0; i < OpenStreams.MOST_OF_ADDRESS; i++) {
            EventSocket stream = open("/events");
            next(stream);
            streams.add(stream);
        }

        // then
        Answer refused = get("/events").send();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(get("/overview").send().status()).isEqualTo(200);

        // when
        streams.removeFirst().close();

        // then
        org.awaitility.Awaitility.await()
                .until(() -> {
                    try (EventSocket another = open("/events")) {
                        return another.head().status() == 200;
                    }
                });
        for (EventSocket stream : streams) {
            stream.close();
        }
    }

    @Test
    void shouldEndWithTheSession() throws IOException {
        // given
        Answer loggedIn =
                HttpExchange.of(server.monitoringPort(), "POST /api/v1/session")
                        .json("{\"user\":\"reader\",\"password\":\"secret\"}")
                        .send();
        String cookie = loggedIn.header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        try (EventSocket events = get("/events").header("Cookie", cookie).open();
                EventSocket tail =
                        get("/channels/tickets%3Acreated/tail").header("Cookie", cookie).open()) {
            next(events);

            // when
            HttpExchange.of(server.monitoringPort(), "DELETE /api/v1/session")
                    .json("{}")
                    .header("Cookie", cookie)
                    .send();

            // then
            await(events, "ended", "the session has ended");
            assertThat(events.next()).isEmpty();
            await(tail, "ended", "the session has ended");
            assertThat(tail.next()).isEmpty();
        }
    }

    @Test
    void shouldEndASessionThatAnAdministratorEnds() throws IOException {
        // given
        Answer loggedIn =
                HttpExchange.of(server.monitoringPort(), "POST /api/v1/session")
                        .json("{\"user\":\"reader\",\"password\":\"secret\"}")
                        .send();
        String cookie = loggedIn.header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        try (EventSocket events = get("/events").header("Cookie", cookie).open()) {
            next(events);
            String sessions = get("/sessions").basic("root", "secret").send().text();
            assertThat(sessions)
                    .contains("\"user\":\"reader\",\"role\":\"reader\",\"address\":\"127.0.0.1\"")
                    .contains("\"isOwn\":false", "\"total\":1");
            String id = sessions.replaceFirst(".*?\"id\":\"", "").replaceFirst("\".*", "");

            // when
            assertThat(end(id, "reader").status()).isEqualTo(403);
            assertThat(end(id, "root").status()).isEqualTo(204);

            // then
            await(events, "ended", "the session has ended");
            assertThat(end(id, "root").status()).isEqualTo(404);
        }
    }

    private Answer end(String session, String user) {
        return HttpExchange.of(server.monitoringPort(), "DELETE /api/v1/sessions/" + session)
                .basic(user, "secret")
                .json("{}")
                .send();
    }

    @Test
    void shouldTellWhereAClientIsAndHowOftenItConnects() throws IOException {
        // when
        client.close();
        client = StreamingSocket.connect(server.port(), "test-cluster", "orders");

        // then
        assertThat(get("/clients").basic("reader", "secret").send().text())
                .containsPattern("\"connects\":2,.*\"address\":\"127.0.0.1:\\d+\",\"connection\":");
        assertThat(get("/server/load").basic("reader", "secret").send().text())
                .containsPattern("\\{\"name\":\"nats-loop-0\",\"processorSeconds\":\\d");
    }

    @Test
    void shouldTailWithoutBeingAClient() throws IOException {
        try (EventSocket tail = open("/channels/tickets%3Acreated/tail")) {
            assertThat(tail.head().status()).isEqualTo(200);

            // when
            publish("tickets:created", "{\"id\":2}");

            // then: what was there before does not come
            Event message = next(tail);
            assertThat(message.id()).isEqualTo("2");
            assertThat(message.data()).contains("{\\\"id\\\":2}", "\"isWhole\":true");
            assertThat(get("/channels/tickets%3Acreated").send().text())
                    .contains("\"subscriptions\":0", "\"positions\":0");

            // when
            deleteChannel("tickets%3Acreated");

            // then
            await(tail, "ended", "the channel is gone");
            assertThat(tail.next()).isEmpty();
        }
    }

    @Test
    void shouldWaitForAChannelThatIsNotThereYet() throws IOException {
        try (EventSocket tail = open("/channels/orders/tail?wait=true")) {
            // then
            assertThat(next(tail).name()).isEqualTo("waiting");

            // when
            publish("orders", "the first of all");

            // then
            assertThat(await(tail, "message", "the first of all").id()).isEqualTo("1");

            // when
            deleteChannel("orders");

            // then
            await(tail, "waiting", "orders");
            publish("orders", "the first of another one");
            assertThat(await(tail, "message", "of another one").id()).isEqualTo("1");
        }
    }

    @Test
    void shouldSayWhyMessagesWaitAndWhenThatIsOver() throws IOException {
        // given
        client.subscribe("tickets:created", "workers");
        client.awaitUnacknowledged();

        // then
        String ofChannel = "why:tickets%3Acreated";
        String ofGroup = "why:tickets%3Acreated/workers";
        String topics = (ofChannel + "," + ofGroup).replace("%", "%25");
        try (EventSocket stream = open("/events?topics=" + topics)) {
            await(stream, ofChannel, "\"reasons\":[{\"code\"");
            await(stream, ofGroup, "\"channel\":\"tickets:created\"");

            // when
            deleteChannel("tickets%3Acreated?kick=true");

            // then
            await(stream, ofChannel, "\"code\":\"no-such-channel\"");
        }
        assertThat(get("/events?topics=why:payroll").basic("tickets", "secret").send().status())
                .isEqualTo(403);
    }

    @Test
    void shouldTailWhatFitsAndOnFromAnEvent() throws IOException {
        // given
        publish("tickets:created", "{\"id\":2}");
        publish("tickets:created", "{\"id\":3}");
        publish("tickets:created", "long".repeat(100));

        // then
        try (EventSocket tail =
                open("/channels/tickets%3Acreated/tail?from=first&path=$.id&equals=3")) {
            assertThat(next(tail).id()).isEqualTo("3");
        }
        try (EventSocket tail =
                get("/channels/tickets%3Acreated/tail?from=first")
                        .basic("reader", "secret")
                        .header("Last-Event-ID", "3")
                        .open()) {
            Event message = next(tail);
            assertThat(message.id()).isEqualTo("4");
            assertThat(message.data())
                    .contains("\"size\":400", "\"isWhole\":false")
                    .contains("\"" + "long".repeat(64) + "\"");
        }
    }

    @Test
    void shouldSayHowManyMessagesItLeavesOut() throws IOException {
        // given
        for (int i = 0; i < 1000; i++) {
            client.publishAside("tickets:created", "guid-" + i, "a message");
        }
        client.awaitPong();

        // when
        try (EventSocket tail = open("/channels/tickets%3Acreated/tail?from=first")) {
            // then
            long last = 0;
            long skipped = 0;
            long shown = 0;
            while (last < 1001) {
                Event event = next(tail);
                last = Long.parseLong(event.id());
                if (event.name().equals("skipped")) {
                    skipped +=
                            Long.parseLong(event.data().replaceFirst(".*skipped\":(\\d+).*", "$1"));
                } else {
                    shown++;
                }
            }
            assertThat(skipped).isPositive();
            assertThat(shown + skipped).isEqualTo(1001);
        }
    }

    @Test
    void shouldHoldNobodyUpForAViewerThatDoesNotRead() throws IOException {
        // given: a viewer that never reads, and messages that fill its connection
        try (EventSocket stalled = open("/channels/tickets%3Acreated/tail")) {
            assertThat(stalled.head().status()).isEqualTo(200);
            client.subscribe("tickets:created", "workers");
            client.awaitDelivery("tickets:created");

            // then
            for (int i = 0; i < 2000; i++) {
                client.publishAside("tickets:created", "guid-" + i, "x".repeat(300));
            }
            for (int i = 0; i < 2000; i++) {
                client.awaitDelivery("tickets:created");
            }
            assertThat(get("/overview").send().status()).isEqualTo(200);
        }
    }

    @Test
    void shouldAnswerHeadWithoutAStream() {
        Answer head =
                HttpExchange.of(server.monitoringPort(), "HEAD /api/v1/events")
                        .basic("reader", "secret")
                        .send();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).isEqualTo(Optional.of("text/event-stream"));
    }
}
