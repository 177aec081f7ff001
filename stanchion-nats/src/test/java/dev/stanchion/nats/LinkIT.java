package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.KeyUser;
import dev.stanchion.nats.auth.NKey;
import dev.stanchion.nats.auth.NKeyTest;
import dev.stanchion.nats.link.Link;
import dev.stanchion.nats.link.LinkCredentials;
import dev.stanchion.nats.link.LinkException;
import dev.stanchion.nats.link.LinkOptions;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.tls.ClientCertificates;
import dev.stanchion.nats.tls.ClientTlsOptions;
import dev.stanchion.nats.tls.TestAuthority;
import dev.stanchion.nats.tls.TlsOptions;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A link from the loops of one server, which nobody connects to, to another one. */
@ExtendWith(LeaksFail.class)
class LinkIT {
    private static final String SEED = "SUAKYRHVIOREXV7EUZTBHUHL7NUMHPMAS7QMDU3GTIUWEI5LDNOXD43IZY";

    private final NatsServer loops =
            new NatsServer(NatsServerOptions.defaults().withHost("127.0.0.1").withLoops(1));
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> silentPeers = new ConcurrentLinkedQueue<>();
    @TempDir private Path folder;

    @BeforeEach
    void start() {
        loops.start();
    }

    @AfterEach
    void stop() throws IOException {
        loops.close();
        for (Socket peer : silentPeers) {
            peer.close();
        }
    }

    private NatsLoop loop() {
        return loops.loops().getFirst();
    }

    private static LinkOptions optionsFor(String urls) {
        return LinkOptions.of(ServerAddress.parse(urls), "test", "1");
    }

    private static LinkOptions optionsFor(InetSocketAddress address) {
        return optionsFor("nats://127.0.0.1:" + address.getPort());
    }

    private Link link(LinkOptions options) {
        return new Link(loop(), options, new LinkEvents(events));
    }

    private Link open(LinkOptions options)
            throws ExecutionException, InterruptedException, TimeoutException {
        Link link = link(options);
        link.open().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return link;
    }

    private void subscribe(Link link, String subject) {
        TestServer.on(
                loop(),
                () ->
                        link.subscribe(
                                subject.getBytes(UTF_8),
                                message ->
                                        messages.add(
                                                new String(message.subject(), UTF_8)
                                                        + "|"
                                                        + new String(message.reply(), UTF_8)
                                                        + "|"
                                                        + message.buffer()
                                                                .toString(
                                                                        message.bodyIndex(),
                                                                        message.bodyLength(),
                                                                        UTF_8))));
    }

    private boolean publish(Link link, String subject, String reply, String payload) {
        byte[] answer = reply.getBytes(UTF_8);
        var bytes = Unpooled.wrappedBuffer(payload.getBytes(UTF_8));
        return TestServer.on(
                loop(),
                () ->
                        link.publish(
                                subject.getBytes(UTF_8),
                                answer,
                                answer.length,
                                bytes,
                                0,
                                bytes.readableBytes()));
    }

    private void awaitFence(Link link) {
        var passed = new CompletableFuture<Void>();
        loop().execute(() -> link.fence(() -> passed.complete(null)));
        TestServer.await(passed);
    }

    @Test
    void shouldExchangeMessagesWithClients() throws Exception {
        try (TestServer server = TestServer.start(TestServer.options());
                RawClient client = server.client()) {
            // given
            client.send("SUB to.client 1\r\n");
            client.flush();
            Link link = open(optionsFor(server.address()));
            subscribe(link, "to.link.>");
            awaitFence(link);

            // when
            client.send("PUB to.link.a reply 5\r\nhello\r\n");
            publish(link, "to.client", "answer.here", "x".repeat(20_000));

            // then
            await().until(() -> messages.contains("to.link.a|reply|hello"));
            assertThat(client.readLine()).isEqualTo("MSG to.client 1 answer.here 20000\r\n");
        }
    }

    @Test
    void shouldBeToldThatNobodyListensBeforeAFencePasses() throws Exception {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            Link link = open(optionsFor(server.address()));
            subscribe(link, "mine.>");

            // when
            publish(link, "nobody", "mine.7", "hello");
            awaitFence(link);

            // then
            assertThat(messages).singleElement().asString().startsWith("mine.7||NATS/1.0 503");
        }
    }

    @Test
    void shouldEndASubscription() throws Exception {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            Link link = open(optionsFor(server.address()));
            Link other = open(optionsFor(server.address()));
            var subscription =
                    TestServer.on(
                            loop(),
                            () ->
                                    link.subscribe(
                                            "foo".getBytes(UTF_8), message -> messages.add("foo")));
            awaitFence(link);

            // when
            TestServer.on(
                    loop(),
                    () -> {
                        link.unsubscribe(subscription);
                        return true;
                    });
            awaitFence(link);
            publish(other, "foo", "", "hello");
            awaitFence(other);
            awaitFence(link);

            // then
            assertThat(messages).isEmpty();
        }
    }

    @Test
    void shouldGoToTheNextServerAndSubscribeThereAgain() throws Exception {
        // given
        TestServer first = TestServer.start(TestServer.options());
        try (TestServer second = TestServer.start(TestServer.options())) {
            Link link =
                    open(
                            optionsFor(
                                    "nats://127.0.0.1:%d, nats://127.0.0.1:%d"
                                            .formatted(
                                                    first.address().getPort(),
                                                    second.address().getPort())));
            subscribe(link, "foo");

            // when
            first.close();

            // then
            await().until(() -> events.contains("up again"));
            awaitFence(link);
            try (RawClient client = second.client()) {
                client.send("PUB foo 5\r\nhello\r\n");
                await().until(() -> messages.contains("foo||hello"));
            }
            assertThat(events).containsExactly("up", "down", "up again");
        }
    }

    @Test
    void shouldSayThatNothingIsSentWhileThereIsNoServer() throws Exception {
        // given
        TestServer server = TestServer.start(TestServer.options());
        Link link = open(optionsFor(server.address()));
        var relieved = new CompletableFuture<Void>();

        // when
        server.close();
        await().until(() -> events.contains("down"));

        // then
        assertThat(publish(link, "foo", "", "hello")).isFalse();
        loop().execute(() -> link.whenRelieved(() -> relieved.complete(null)));
        try (TestServer again =
                TestServer.start(TestServer.options().withPort(server.address().getPort()))) {
            assertThat(again.address()).isEqualTo(server.address());
            await().until(relieved::isDone);
            assertThat(publish(link, "foo", "", "hello")).isTrue();
        }
    }

    @Test
    void shouldNotSendWhatWouldEndTheConnection() throws Exception {
        try (TestServer server = TestServer.start(TestServer.options().withMaxPayloadBytes(1000))) {
            // given
            Link link = open(optionsFor(server.address()));

            // when, then
            assertThat(publish(link, "foo", "", "x".repeat(1001))).isFalse();
            assertThat(publish(link, "foo", "", "x".repeat(1000))).isTrue();
            awaitFence(link);
        }
    }

    @Test
    void shouldKeepNoMoreThanItMayForAServerThatDoesNotRead() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            // given
            Thread.ofVirtual().start(() -> greetAndReadNoMore(silent));
            Link link =
                    open(
                            optionsFor("nats://127.0.0.1:" + silent.getLocalPort())
                                    .withMaxPendingBytes(8 * 1024 * 1024));

            // when
            String payload = "x".repeat(500_000);
            int sent = 0;
            while (sent < 1000 && publish(link, "foo", "", payload)) {
                sent++;
            }

            // then: the system's buffers take some of it
            assertThat(sent).isBetween(16, 100);
            assertThat(TestServer.on(loop(), link::isCongested)).isTrue();
        }
    }

    private void greetAndReadNoMore(ServerSocket listening) {
        try {
            var socket = listening.accept();
            silentPeers.add(socket); // one that nobody refers to any more is closed
            socket.getOutputStream().write("INFO {}\r\nPONG\r\n".getBytes(UTF_8));
            socket.getInputStream().readNBytes(10);
        } catch (IOException e) {
            // the test is over
        }
    }

    @Test
    void shouldNoticeAServerThatIsSilent() throws Exception {
        // given: somebody who greets, lets in, and says nothing more
        try (ServerSocket silent = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> greet(silent));

            // when
            open(
                    optionsFor("nats://127.0.0.1:" + silent.getLocalPort())
                            .withPingInterval(Duration.ofMillis(50)));

            // then
            await().until(() -> events.contains("down"));
        }
    }

    private static void greet(ServerSocket listening) {
        try {
            var socket = listening.accept();
            socket.getOutputStream().write("INFO {}\r\nPONG\r\n".getBytes(UTF_8));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the test is over
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nats://a:pw@127.0.0.1:%d, '', '', true",
        "nats://a:wrong@127.0.0.1:%d, '', '', false",
        "nats://127.0.0.1:%d, a, pw, true",
        "nats://127.0.0.1:%d, a, wrong, false",
        "nats://127.0.0.1:%d, '', '', false",
    })
    void shouldSayWhoItIs(String url, String user, String password, boolean expected)
            throws Exception {
        NatsSecurity security =
                NatsSecurity.NONE.withAuthentication(Authentication.NONE.withUser("a", "pw"));
        try (TestServer server = TestServer.start(security)) {
            // given
            LinkOptions options =
                    optionsFor(url.formatted(server.address().getPort()))
                            .withCredentials(LinkCredentials.user(user, password));

            // when, then
            if (expected) {
                open(options);
            } else {
                assertThatThrownBy(() -> open(options))
                        .cause()
                        .isInstanceOf(LinkException.class)
                        .hasMessageStartingWith("nats: Authorization Violation (nats://")
                        .hasMessageNotContaining("wrong");
            }
        }
    }

    @Test
    void shouldSignWithAKey() throws Exception {
        Path seed = Files.writeString(folder.resolve("user.nk"), SEED);
        KeyUser user = KeyUser.of(NKey.parse(NKeyTest.PUBLIC).orElseThrow());
        NatsSecurity security =
                NatsSecurity.NONE.withAuthentication(Authentication.NONE.withKeyUsers(user));
        try (TestServer server = TestServer.start(security)) {
            open(
                    optionsFor(server.address())
                            .withCredentials(LinkCredentials.NONE.withSeedFile(seed)));
        }
    }

    @Test
    void shouldNameServersThatAreNotThere() {
        assertThatThrownBy(() -> open(optionsFor("nats://127.0.0.1:1,u:s3cret@127.0.0.1:2")))
                .cause()
                .hasMessage(
                        "nats: no servers available for connection (nats://127.0.0.1:1: connection"
                                + " refused; nats://[REDACTED]@127.0.0.1:2: connection refused;"
                                + " expected: one of them runs and lets this user in)");
    }

    @Test
    void shouldEncryptAndProveItselfWithACertificate() throws Exception {
        // given
        TestAuthority authority = new TestAuthority(folder, "ca");
        TestAuthority.Issued issued = authority.server("server", "EC");
        TestAuthority.Issued client = authority.client("client", "CN=client");
        TlsOptions tls =
                TlsOptions.of(issued.certFile(), issued.keyFile())
                        .withClientCertificates(ClientCertificates.VERIFIED, authority.file());
        try (TestServer server = TestServer.start(NatsSecurity.NONE.withTls(tls))) {
            LinkOptions options = optionsFor(server.address());
            var trusting =
                    new ClientTlsOptions(
                            false,
                            client.certFile(),
                            client.keyFile(),
                            authority.file(),
                            "",
                            false);

            // when
            Link link = open(options.withTls(trusting));

            // then
            subscribe(link, "foo");
            awaitFence(link);
            assertThatThrownBy(() -> open(options))
                    .cause()
                    .hasMessageContaining("TLS handshake error");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', false, true",
        "localhost, false, true",
        "foo, false, false",
        "foo, true, true"
    })
    void shouldLookAtTheNameOfACertificate(String name, boolean trustsAnybody, boolean expected)
            throws Exception {
        TestAuthority authority = new TestAuthority(folder, "ca");
        TestAuthority.Issued issued = authority.server("server", "EC");
        TlsOptions tls = TlsOptions.of(issued.certFile(), issued.keyFile());
        try (TestServer server = TestServer.start(NatsSecurity.NONE.withTls(tls))) {
            // given
            LinkOptions options =
                    optionsFor(server.address())
                            .withTls(
                                    new ClientTlsOptions(
                                            true,
                                            Path.of(""),
                                            Path.of(""),
                                            authority.file(),
                                            name,
                                            trustsAnybody));

            // when, then
            if (expected) {
                open(options);
            } else {
                assertThatThrownBy(() -> open(options)).hasMessageContaining("TLS handshake error");
            }
        }
    }

    @Test
    void shouldInsistOnTlsWhereItIsWanted() throws Exception {
        try (TestServer server = TestServer.start(TestServer.options())) {
            assertThatThrownBy(() ->
                            open(
                                    optionsFor(
                                            "tls://127.0.0.1:%d,"
                                                    .formatted(server.address().getPort()))))
                    .hasMessageContaining("nats: secure connection not available");
        }
    }

    @Test
    void shouldSendWhatWasPublishedBeforeItCloses() throws Exception {
        try (TestServer server = TestServer.start(TestServer.options());
                RawClient client = server.client()) {
            // given
            client.send("SUB foo 1\r\n");
            client.flush();
            Link link = open(optionsFor(server.address()));

            // when
            publish(link, "foo", "", "hello");
            link.close().toCompletableFuture().get(10, TimeUnit.SECONDS);

            // then
            assertThat(client.readLine()).isEqualTo("MSG foo 1 5\r\n");
            assertThat(List.copyOf(events)).containsExactly("up");
        }
    }
}
