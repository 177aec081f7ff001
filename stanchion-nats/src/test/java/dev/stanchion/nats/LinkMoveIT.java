package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.link.Link;
import dev.stanchion.nats.link.LinkOptions;
import dev.stanchion.nats.link.PeerInfo;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.nats.loop.NatsLoop;
import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A link that moves to another server, or stays because that would be worse. */
@ExtendWith(LeaksFail.class)
class LinkMoveIT {
    private final NatsServer loops =
            new NatsServer(NatsServerOptions.defaults().withHost("127.0.0.1").withLoops(1));
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() {
        loops.start();
    }

    @AfterEach
    void stop() {
        loops.close();
    }

    private NatsLoop loop() {
        return loops.loops().getFirst();
    }

    private Link open(TestServer... servers) throws Exception {
        String urls =
                Arrays.stream(servers)
                        .map(each -> "nats://127.0.0.1:" + each.address().getPort())
                        .collect(Collectors.joining(","));
        Link link =
                new Link(
                        loop(),
                        LinkOptions.of(ServerAddress.parse(urls), "test", "1"),
                        new LinkEvents(events));
        link.open().toCompletableFuture().get(10, TimeUnit.SECONDS);
        TestServer.on(
                loop(),
                () ->
                        link.subscribe(
                                "foo".getBytes(UTF_8),
                                message ->
                                        messages.add(
                                                message.buffer()
                                                        .toString(
                                                                message.bodyIndex(),
                                                                message.bodyLength(),
                                                                UTF_8))));
        return link;
    }

    private void move(Link link, Predicate<PeerInfo> wanted, BooleanSupplier isStillWanted) {
        loop().execute(() -> link.move(wanted, isStillWanted));
    }

    private String serverId(Link link) {
        return TestServer.on(loop(), () -> link.info().serverId());
    }

    /** A move that does nothing ends, and then another one begins. */
    private void awaitThatItStays(
            Link link, Predicate<PeerInfo> wanted, BooleanSupplier isStillWanted) {
        AtomicInteger looked = new AtomicInteger();
        await().untilAsserted(() -> {
            move(
                    link,
                    info -> {
                        looked.incrementAndGet();
                        return wanted.test(info);
                    },
                    isStillWanted);
            assertThat(looked.get()).isGreaterThanOrEqualTo(3);
        });
        assertThat(events).containsExactly("up");
    }

    private void assertHearsOnce(TestServer server, String payload) throws IOException {
        try (RawClient client = server.client()) {
            client.send("PUB foo " + payload.length() + "\r\n" + payload + "\r\n");
            await().until(() -> messages.contains(payload));
        }
        assertThat(messages).containsExactly(payload);
    }

    @Test
    void shouldMoveWithItsSubscriptionsToAServerThatCarriesItsMessages() throws Exception {
        // given: another connection to the same server is as good as one to its neighbour
        try (TestServer server = TestServer.start(TestServer.options())) {
            Link link = open(server);

            // when
            move(link, info -> true, () -> true);

            // then
            await().until(() -> events.contains("up again"));
            assertThat(events).containsExactly("up", "move", "down", "up again");
            assertHearsOnce(server, "hello");

            // and when it moves once more
            move(link, info -> true, () -> true);

            // then
            await().until(() -> events.size() == 7);
            messages.clear();
            assertHearsOnce(server, "again");
        }
    }

    @Test
    void shouldLookForAConnectionAfterAMoveAsBefore() throws Exception {
        // given
        TestServer server = TestServer.start(TestServer.options());
        Link link = open(server);
        move(link, info -> true, () -> true);
        await().until(() -> events.contains("up again"));

        // when
        server.close();

        // then
        try (TestServer again =
                TestServer.start(TestServer.options().withPort(server.address().getPort()))) {
            await().until(() -> events.size() == 6);
            assertThat(events)
                    .containsExactly("up", "move", "down", "up again", "down", "up again");
            assertHearsOnce(again, "hello");
        }
    }

    @Test
    void shouldStayIfTheOtherServerDoesNotCarryItsMessages() throws Exception {
        // given two servers that do not know each other
        try (TestServer first = TestServer.start(TestServer.options());
                TestServer second = TestServer.start(TestServer.options())) {
            Link link = open(first, second);
            String own = serverId(link);

            // when, then
            awaitThatItStays(link, info -> !info.serverId().equals(own), () -> true);
            assertThat(serverId(link)).isEqualTo(own);
            assertHearsOnce(first, "hello");
        }
    }

    @Test
    void shouldStayIfNoServerIsWanted() throws Exception {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            Link link = open(server);

            // when, then
            awaitThatItStays(link, info -> false, () -> true);
            assertHearsOnce(server, "hello");
        }
    }

    @Test
    void shouldStayIfTheMoveIsNotWantedAnyMore() throws Exception {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            Link link = open(server);

            // when, then
            awaitThatItStays(link, info -> true, () -> false);
            assertHearsOnce(server, "hello");
        }
    }
}
