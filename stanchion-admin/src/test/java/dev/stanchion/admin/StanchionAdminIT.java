package dev.stanchion.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.admin.AdminException.Kind;
import dev.stanchion.admin.Change.Outcome;
import dev.stanchion.admin.answer.AllParked;
import dev.stanchion.admin.answer.ExportedMessage;
import dev.stanchion.admin.answer.Message;
import dev.stanchion.admin.answer.Pause;
import dev.stanchion.admin.answer.Plan;
import dev.stanchion.admin.answer.Standstill;
import dev.stanchion.client.AckMode;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.nats.auth.Secret;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asks and changes a real server as a program does. */
@Timeout(60)
class StanchionAdminIT {
    private static final String CLUSTER = "ticketing";
    private static final String CHANNEL = "tickets:created";
    private static final String GROUP = "orders:workers";

    private StanchionServer server;
    private StreamingClient client;
    private StanchionAdmin admin;

    @BeforeEach
    void start() {
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .clusterId(CLUSTER)
                                .port(0)
                                .monitoringPort(0)
                                .policies(PolicyText.parse("tickets:*=max_deliveries:1"))
                                .admin(
                                        AdminOptions.DEFAULT.withUsers(
                                                List.of(
                                                        user("root", Role.ADMIN),
                                                        user("ann", Role.ADMIN),
                                                        user("viewer", Role.VIEWER))))
                                .build());
        client =
                StreamingClient.builder(CLUSTER)
                        .url("nats://127.0.0.1:" + server.port())
                        .clientId(ClientId.fixed("orders-1"))
                        .build();
        admin = as("root", "secret");
    }

    private static AdminUser user(String name, Role role) {
        return new AdminUser(name, Secret.of("secret"), role, List.of());
    }

    private StanchionAdmin as(String user, String password) {
        return StanchionAdmin.builder("http://127.0.0.1:" + server.monitoringPort())
                .user(user, password)
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void publish(String... texts) {
        for (String text : texts) {
            client.publish(CHANNEL, text.getBytes(UTF_8));
        }
    }

    /** A member of the group that acknowledges nothing. */
    private PositionAdmin silentGroup() {
        client.subscribe(
                CHANNEL,
                SubscriptionOptions.group("workers")
                        .durable("orders")
                        .ackMode(AckMode.MANUAL)
                        .maxInFlight(1),
                message -> {});
        return admin.channel(CHANNEL).group(GROUP);
    }

    @Test
    void shouldShowTheServerAndItsChannels() {
        // given
        publish("{\"id\":\"t1\"}", "{\"id\":\"t2\"}", "{\"id\":\"t3\"}");

        // then
        assertThat(admin.server().clusterId()).isEqualTo(CLUSTER);
        assertThat(admin.server().started()).isBefore(Instant.now().plusSeconds(1));
        assertThat(admin.session().role()).isEqualTo("admin");
        assertThat(admin.overview().totals().messages()).isEqualTo(3);
        assertThat(admin.load().loops()).isNotEmpty();
        assertThat(admin.flow().items()).hasSize(1);
        assertThat(admin.channels(ListQuery.all().names("*:created").limit(5)).items())
                .singleElement()
                .satisfies(channel -> assertThat(channel.name()).isEqualTo(CHANNEL))
                .satisfies(channel -> assertThat(channel.lastPublish()).isNotNull());
        assertThat(admin.channel(CHANNEL).get().publishers())
                .singleElement()
                .satisfies(each -> assertThat(each.clientId()).isEqualTo("orders-1"));
        assertThat(admin.channel(CHANNEL).settings().policies()).hasSize(1);
        assertThat(admin.policies().policies()).hasSize(1);
        assertThat(admin.client("orders-1").get().published()).isEqualTo(3);
        assertThat(admin.clients(ListQuery.all()).total()).isEqualTo(1);
        assertThat(admin.jobs().items()).isEmpty();
        assertThat(admin.sessions().items()).isEmpty();
    }

    @Test
    void shouldReadSearchAndPublishMessages() {
        // given
        ChannelAdmin channel = admin.channel(CHANNEL);
        long last = 0;
        for (String id : List.of("t1", "t2", "t3")) {
            last = channel.publish(PublishRequest.of("{\"id\":\"%s\"}".formatted(id)));
        }
        byte[] bytes = {(byte) 0xff, 0, 1};

        // then
        assertThat(last).isEqualTo(3);
        assertThat(channel.publish(PublishRequest.of(bytes).reply("answers").times(2)))
                .isEqualTo(5);
        assertThat(channel.content(5)).isEqualTo(bytes);
        assertThat(channel.message(5).dataBase64()).isEqualTo("/wAB");
        assertThat(channel.message(5).reply()).isEqualTo("answers");
        assertThat(channel.messages(MessageQuery.oldest().with("$.id", "t2")).items())
                .extracting(Message::sequence)
                .containsExactly(2L);
        assertThat(channel.messages(MessageQuery.from(2).contains("t3").limit(1)).items())
                .extracting(Message::data)
                .containsExactly("{\"id\":\"t3\"}");
    }

    @Test
    void shouldShowThePlanAndMakeTheChangeOnlyWhileItHolds() {
        // given
        publish("one", "two", "three");
        Change purge = admin.channel(CHANNEL).purge(PurgeRequest.keepLast(1));
        Plan plan = purge.plan();
        assertThat(plan.dryRun()).isTrue();
        assertThat(plan.effects().messagesRemoved()).isEqualTo(2);

        // when
        publish("four");

        // then
        assertThatThrownBy(() -> purge.make(plan))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        stale -> {
                            assertThat(stale.kind()).isEqualTo(Kind.STATE_CHANGED);
                            Plan now = requireNonNull(stale.problem().orElseThrow().plan());
                            assertThat(now.effects().messagesRemoved()).isEqualTo(3);
                            assertThat(stale.problem().orElseThrow().differences()).isNotEmpty();
                        });
        assertThat(admin.channel(CHANNEL).get().messages()).isEqualTo(4);

        // when
        Outcome outcome = purge.make(purge.plan());

        // then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> {
                            assertThat(done.plan().dryRun()).isFalse();
                            assertThatThrownBy(() -> purge.make(done.plan()))
                                    .hasMessageContaining("result of a change");
                        });
        assertThat(admin.channel(CHANNEL).get().firstSequence()).isEqualTo(4);
        assertThat(admin.audit(ListQuery.all().limit(1)).items())
                .singleElement()
                .satisfies(entry -> assertThat(entry.action()).isEqualTo("purgeChannel"));
    }

    @Test
    void shouldSayWhyAndHelpAGroupThatStandsStill() {
        // given
        PositionAdmin group = silentGroup();
        publish("one", "two");
        await().untilAsserted(() -> assertThat(group.get().inFlight()).isEqualTo(1));

        // then
        assertThat(group.pending(10).items())
                .singleElement()
                .satisfies(each -> assertThat(each.holder()).isEqualTo("orders-1"));
        assertThat(admin.positions(ListQuery.all()).items())
                .singleElement()
                .satisfies(each -> assertThat(each.inFlight()).isEqualTo(1));
        assertThat(group.keys().isOrdered()).isFalse();

        // when
        group.pause("a look", Duration.ofMinutes(90)).makeNow();

        // then
        Pause paused = requireNonNull(group.get().pause());
        assertThat(paused.reason()).isEqualTo("a look");
        assertThat(admin.why(CHANNEL).reasons())
                .extracting(Standstill::sentence)
                .anySatisfy(sentence -> assertThat(sentence).contains("paused", "a look"));
        assertThat(admin.why(CHANNEL, GROUP).reasons()).isEqualTo(admin.why(CHANNEL).reasons());
        assertThat(Duration.between(paused.since(), paused.until()))
                .isEqualTo(Duration.ofMinutes(90));

        // when
        group.resume().makeNow();
        group.skip(List.of(1L)).makeNow();

        // then
        await().untilAsserted(() ->
                assertThat(group.pending(10).items())
                        .singleElement()
                        .satisfies(each -> assertThat(each.sequence()).isEqualTo(2)));

        // when
        group.move(Place.first()).makeNow();

        // then
        await().untilAsserted(() -> assertThat(group.get().nextSequence()).isEqualTo(2));
    }

    @Test
    void shouldParkRedriveAndDropMessages() {
        // given
        PositionAdmin group = silentGroup();
        publish("one", "two");
        await().untilAsserted(() -> assertThat(group.get().inFlight()).isEqualTo(1));
        group.park(List.of(1L), "of no use").makeNow();
        ChannelAdmin channel = admin.channel(CHANNEL);
        await().untilAsserted(() -> assertThat(channel.parked(1, 10).items()).hasSize(1));

        // then
        AllParked found = admin.parked(ParkedQuery.all().reason("no use"));
        assertThat(requireNonNull(found.facets()).channels()).isEqualTo(Map.of(CHANNEL, 1L));
        assertThat(channel.parkedMessage(1).data()).isEqualTo("one");

        // when
        Outcome begun = channel.dropParked(ParkedFilter.reason("no use").group(GROUP)).makeNow();

        // then
        String job = ((Outcome.Begun) begun).job().id();
        await().untilAsserted(() -> assertThat(admin.job(job).state()).isEqualTo("done"));
        assertThat(channel.parked(1, 10).items()).isEmpty();
    }

    @Test
    void shouldMoveMessagesAndDefinitionsToAnotherChannel() {
        // given
        publish("one", "two");
        ExportPage page = admin.channel(CHANNEL).export(1);
        assertThat(page.next()).isEmpty();
        assertThat(page.messages()).extracting(ExportedMessage::data).containsExactly("one", "two");

        // when
        admin.channel("tickets:copied").importMessages(page.messages(), false).makeNow();

        // then
        assertThat(admin.channel("tickets:copied").message(2).time())
                .isEqualTo(admin.channel(CHANNEL).message(2).time());
        assertThat(admin.importDefinitions(admin.definitions(), false).plan().refusal()).isNull();

        // when
        admin.channel("tickets:copied").delete(false).makeNow();

        // then
        assertThat(admin.definitions().channels()).hasSize(1);
    }

    @Test
    void shouldShowWhatComes() {
        // given
        publish("before");
        try (EventStream tail = admin.channel(CHANNEL).tail(TailQuery.from(1));
                EventStream live = admin.events(List.of("overview", "channels"), ListQuery.all())) {
            // when
            publish("now");

            // then
            Event first = tail.next().orElseThrow();
            assertThat(first.members()).containsEntry("sequence", 1L);
            Event second = tail.next().orElseThrow();
            assertThat(second.name()).isEqualTo("message");
            assertThat(second.id()).isEqualTo("2");
            assertThat(live.next().orElseThrow().name()).isIn("overview", "channels");
        }
        try (EventStream again = admin.channel(CHANNEL).tail(TailQuery.fromOldest(), "1")) {
            assertThat(again.next().map(Event::id)).isEqualTo(Optional.of("2"));
        }
    }

    @Test
    void shouldDoWhatTheGuideShows() {
        // given
        publish("one", "two");
        StanchionAdmin ann =
                AdminSnippets.connect("http://127.0.0.1:" + server.monitoringPort(), "secret");

        // then
        assertThat(ann.session().user()).isEqualTo("ann");
        AdminSnippets.look(ann);
        assertThat(AdminSnippets.purge(ann)).isInstanceOf(Outcome.Done.class);
        AdminSnippets.live(ann);
    }

    @Test
    void shouldCloseAndBlockAClient() {
        // when
        admin.client("orders-1").block(Duration.ofMinutes(1)).makeNow();

        // then
        assertThatThrownBy(() -> admin.client("orders-1").get())
                .isInstanceOfSatisfying(
                        AdminException.class,
                        gone -> assertThat(gone.kind()).isEqualTo(Kind.NOT_FOUND));

        // when
        Outcome outcome = admin.client("orders-1").unblock().makeNow();

        // then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.plan().summary()).contains("orders-1"));
    }

    @Test
    void shouldRefuseWhoMayNotAndWhatIsNotThere() {
        // given
        publish("one");

        // then
        assertThatThrownBy(() -> as("viewer", "secret").channel(CHANNEL).delete(true).makeNow())
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN));
        assertThatThrownBy(() -> as("root", "wrong").server())
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN));
        assertThatThrownBy(() -> admin.channel("ticket:created").get())
                .isInstanceOfSatisfying(
                        AdminException.class,
                        missing -> {
                            assertThat(missing.kind()).isEqualTo(Kind.NOT_FOUND);
                            assertThat(missing.problem().orElseThrow().near())
                                    .containsExactly(CHANNEL);
                        });

        // when
        admin.setReadOnly(true);

        // then
        assertThatThrownBy(() -> admin.channel(CHANNEL).publish(PublishRequest.of("x")))
                .isInstanceOf(AdminException.class);
        assertThatThrownBy(() -> admin.reload().plan())
                .isInstanceOfSatisfying(
                        AdminException.class, refused -> assertThat(refused.problem()).isPresent());
    }

    @Test
    void shouldSayWhatListensInsteadOfAServer() throws IOException {
        for (String bad : List.of("localhost:8222", "nats://127.0.0.1:4222", "http://a:b@c:1")) {
            assertThatThrownBy(() -> StanchionAdmin.builder(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("a:b");
        }
        // given
        StanchionAdmin other;
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            new Thread(() -> answerWithAPage(socket), "page").start();
            other =
                    StanchionAdmin.builder("http://127.0.0.1:" + socket.getLocalPort())
                            .timeout(Duration.ofSeconds(20))
                            .build();

            // then
            assertThatThrownBy(other::server)
                    .isInstanceOfSatisfying(
                            AdminException.class,
                            wrong -> assertThat(wrong.kind()).isEqualTo(Kind.MALFORMED));
        }
        assertThatThrownBy(other::server)
                .isInstanceOfSatisfying(
                        AdminException.class,
                        gone -> assertThat(gone.kind()).isEqualTo(Kind.NO_ANSWER))
                .hasMessageContaining("monitoring port");
    }

    @Test
    void shouldEndAStreamThatAnotherThreadCloses() {
        // given
        publish("one");
        EventStream tail = admin.channel(CHANNEL).tail(TailQuery.from(1));
        assertThat(tail.next()).isPresent();

        // when
        tail.close();

        // then
        assertThat(tail.next()).isEmpty();
    }

    private static void answerWithAPage(ServerSocket socket) {
        try (Socket caller = socket.accept()) {
            caller.getInputStream().read(new byte[4096]);
            OutputStream out = caller.getOutputStream();
            out.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\n<p>Hi</p>"
                            .getBytes(UTF_8));
            out.flush();
            caller.shutdownOutput();
            caller.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
