package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.inprocess.Destination;
import dev.stanchion.nats.inprocess.InProcess;
import dev.stanchion.nats.inprocess.Registration;
import dev.stanchion.nats.loop.LoopThread;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.loop.Timer;
import dev.stanchion.nats.message.NatsMessage;
import dev.stanchion.nats.message.Publisher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeaksFail.class)
class InProcessIT {
    private final TestServer server =
            TestServer.start(
                    TestServer.options().withMaxPendingBytes(4 << 20).withMaxPayloadBytes(1 << 20));

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static String text(NatsMessage message, int index, int length) {
        return message.buffer().toString(index, length, UTF_8);
    }

    private static String text(NatsMessage message) {
        return text(message, message.subjectIndex(), message.subjectLength())
                + ","
                + text(message, message.replyIndex(), message.replyLength())
                + ","
                + text(message, message.payloadIndex(), message.payloadLength())
                + ","
                + message.connectionId();
    }

    private boolean publish(NatsLoop loop, String subject, String text) {
        Destination destination = server.inProcess().destination(subject);
        return TestServer.on(loop, () -> publish(destination, text));
    }

    private static boolean publish(Destination destination, String text) {
        ByteBuf bytes = Unpooled.copiedBuffer("<" + text + ">", UTF_8);
        try {
            return destination.publish(bytes, 1, text.length());
        } finally {
            bytes.release();
        }
    }

    @Test
    void shouldGiveAHandlerWhatConnectionsAndCodePublish() throws IOException {
        // given
        List<String> received = new CopyOnWriteArrayList<>();
        server.inProcess().subscribe("foo.*", message -> received.add(text(message)));
        RawClient client = server.client();

        // when
        client.send("CONNECT {\"headers\":true}\r\nPUB foo.a re 2\r\nhi\r\n");
        client.send("HPUB foo.b 12 15\r\nNATS/1.0\r\n\r\nabc\r\n");
        client.flush();
        Destination reply = server.inProcess().destination("answers");
        Destination destination = server.inProcess().destination("foo.c");
        TestServer.on(
                server.loop(0),
                () -> destination.publish(Unpooled.wrappedBuffer(new byte[] {'x'}), 0, 1, reply));

        // then
        assertThat(received).containsExactly("foo.a,re,hi,1", "foo.b,,abc,1", "foo.c,answers,x,0");
    }

    @Test
    void shouldGiveALenientHandlerWhatReachesNobodyElse() throws IOException {
        // given
        List<String> lenient = new CopyOnWriteArrayList<>();
        List<String> strict = new CopyOnWriteArrayList<>();
        Registration registration =
                server.inProcess()
                        .subscribeLeniently("p.*.>", message -> lenient.add(text(message)));
        server.inProcess().subscribe("p.>", message -> strict.add(text(message)));
        RawClient client = server.client();

        // when
        client.send("CONNECT {}\r\n");
        client.send("PUB p.a.b re 1\r\n1\r\nPUB p.a..b re 1\r\n2\r\nPUB p.a. re 1\r\n3\r\n");
        client.send("PUB p.a.b. 1\r\n4\r\nPUB p..b 1\r\n5\r\nPUB p.a 1\r\n6\r\n");
        client.send("PUB q.a..b 1\r\n7\r\n");
        client.flush();
        registration.close();
        client.send("PUB p.a..b 1\r\n8\r\n");
        client.flush();

        // then
        assertThat(lenient)
                .containsExactly("p.a.b,re,1,1", "p.a..b,re,2,1", "p.a.,re,3,1", "p.a.b.,,4,1");
        assertThat(strict).containsExactly("p.a.b,re,1,1", "p.a,,6,1");
    }

    @Test
    void shouldTakeEnvelopesAroundTheLongestPayload() throws IOException {
        // given
        server.inProcess().takeEnvelopes("service.", 10);
        List<Integer> lengths = new CopyOnWriteArrayList<>();
        server.inProcess().subscribe("service.*", message -> lengths.add(message.payloadLength()));
        RawClient client = server.client();
        int most = (1 << 20) + 10;

        // when
        client.send("CONNECT {}\r\nPUB service.a " + most + "\r\n" + "x".repeat(most) + "\r\n");
        client.flush();
        client.send("PUB service.a " + (most + 1) + "\r\n");

        // then
        assertThat(client.readToEndOrReset()).contains("Maximum Payload Violation");
        assertThat(lengths).containsExactly(most);
        RawClient other = server.client();
        other.send("CONNECT {}\r\nPUB other.a " + most + "\r\n");
        assertThat(other.readToEndOrReset()).contains("Maximum Payload Violation");
    }

    @Test
    void shouldReachHandlersAndConnectionsAlike() throws IOException {
        // given
        List<String> received = new CopyOnWriteArrayList<>();
        RawClient near = server.client();
        RawClient far = server.client();
        near.send("SUB foo 1\r\n");
        near.flush();
        far.send("SUB > 2\r\n");
        far.flush();
        Registration registration =
                server.inProcess().subscribe("foo", message -> received.add(text(message)));

        for (NatsLoop loop : server.server().loops()) {
            // when
            boolean taken = publish(loop, "foo", "hello");

            // then
            assertThat(taken).isTrue();
            assertThat(near.read(20)).isEqualTo("MSG foo 1 5\r\nhello\r\n");
            assertThat(far.read(20)).isEqualTo("MSG foo 2 5\r\nhello\r\n");
        }
        assertThat(received).containsExactly("foo,,hello,0", "foo,,hello,0");
        registration.close();
        registration.close();
        assertThat(publish(server.loop(0), "foo", "x")).isTrue();
        assertThat(received).hasSize(2);
        assertThat(publish(server.loop(0), "bar.baz", "x")).isTrue(); // to far's >
        far.send("UNSUB 2\r\n");
        assertThat(far.read(36)).endsWith("MSG bar.baz 2 1\r\nx\r\n");
        far.flush();
        assertThat(publish(server.loop(0), "bar.baz", "x")).isFalse();
    }

    @Test
    void shouldCountAHandlerAsAResponder() throws IOException {
        // given
        RawClient client = server.client();
        String request = "SUB _INBOX.a 9\r\nPUB svc _INBOX.a 1\r\nx\r\n";
        server.inProcess().subscribe("svc", message -> {});

        // when
        client.send("CONNECT {\"headers\":true,\"no_responders\":true}\r\n" + request);

        // then
        assertThat(client.flush()).isEqualTo("PONG\r\n");
    }

    @Test
    void shouldLetAHandlerPublishFromWithinADelivery() throws IOException {
        // given: the answer goes out before the rest of the fan-out of the question
        Destination answer = server.inProcess().destination("answer");
        RawClient client = server.client();
        client.send("SUB answer 1\r\nSUB question 2\r\n");
        client.flush();
        server.inProcess().subscribe("question", message -> publish(answer, "42"));
        client.send("SUB question 3\r\n");

        // when
        client.send("PUB question 1\r\n?\r\n");

        // then
        assertThat(client.flush()).isEqualTo("MSG question 2 1\r\n");
        assertThat(client.read(44))
                .isEqualTo("?\r\nMSG answer 1 2\r\n42\r\nMSG question 3 1\r\n?\r\n");
        assertThat(client.readLine()).isEqualTo("PONG\r\n");
    }

    @Test
    void shouldGoOnWhenAHandlerFails() throws IOException {
        // given
        RawClient client = server.client();
        server.inProcess()
                .subscribe(
                        "foo",
                        message -> {
                            throw new IllegalStateException("on purpose");
                        });
        client.send("SUB foo 1\r\n");

        // when
        client.send("PUB foo 1\r\nx\r\n");

        // then
        assertThat(client.read(16)).isEqualTo("MSG foo 1 1\r\nx\r\n");
    }

    @Test
    void shouldTellInterestOfConnectionsOnly() throws IOException {
        // given
        server.inProcess().subscribe("foo", message -> {});
        RawClient client = server.client();

        // when, then
        assertThat(server.inProcess().hasInterest("foo")).isFalse();
        client.send("SUB fo* 1\r\nSUB *.bar q 2\r\n");
        client.flush();
        assertThat(server.inProcess().hasInterest("foo")).isFalse();
        assertThat(server.inProcess().hasInterest("foo.bar")).isTrue();
        client.close();
        await().until(() -> !server.inProcess().hasInterest("foo.bar"));
    }

    @Test
    void shouldRunHooksThenHandOverThenWrite() {
        // given
        List<String> order = new CopyOnWriteArrayList<>();
        var done = new CompletableFuture<Void>();
        NatsLoop here = server.loop(0);
        NatsLoop there = server.loop(1);

        // when
        here.execute(() -> {
            there.execute(() -> {
                order.add("task there");
                done.complete(null);
            });
            here.atEndOfTurn(() -> {
                order.add("hook");
                here.atEndOfTurn(() -> order.add("hook of the hook"));
            });
            order.add("turn");
        });

        // then
        TestServer.await(done);
        assertThat(order).containsExactly("turn", "hook", "hook of the hook", "task there");
    }

    @Test
    void shouldEndATurnWhenAConnectionHasAGoodWriteTogether() throws IOException {
        // given
        int messages = 1000;
        int goodWrite = 32;
        var inTurn = new AtomicInteger();
        var longestTurn = new AtomicInteger();
        for (int i = 0; i < 2; i++) { // one on each loop
            RawClient subscriber = server.client();
            subscriber.send("SUB flood " + i + "\r\n");
            subscriber.flush();
        }
        server.inProcess()
                .subscribe(
                        "flood",
                        message -> {
                            if (inTurn.incrementAndGet() == 1) {
                                Objects.requireNonNull(LoopThread.currentLoop())
                                        .atEndOfTurn(() ->
                                                longestTurn.accumulateAndGet(
                                                        inTurn.getAndSet(0), Math::max));
                            }
                        });
        RawClient publisher = server.client();

        // when
        String message = "PUB flood 1024\r\n" + "x".repeat(1024) + "\r\n";
        publisher.send(message.repeat(messages));
        publisher.flush();

        // then
        assertThat(longestTurn).hasValueBetween(1, goodWrite);
    }

    @Test
    void shouldKeepTasksAndMessagesForAnotherLoopInOrder() throws IOException {
        // given: a subscriber on loop B, tasks on loop B that publish to it
        RawClient client = server.client();
        client.send("SUB > 1\r\n");
        client.flush();
        Destination one = server.inProcess().destination("one");
        Destination two = server.inProcess().destination("two");

        for (NatsLoop from : server.server().loops()) {
            NatsLoop other = server.loop(1 - from.index());

            // when
            TestServer.on(
                    from,
                    () -> {
                        for (int i = 0; i < 3; i++) {
                            other.execute(() -> publish(one, "a"));
                        }
                        return publish(two, "b");
                    });

            // then: in order on the client's own loop, three and one on the other
            String all = client.read(64);
            assertThat(all.split("MSG one 1 1\r\na\r\n", -1)).hasSize(4);
            assertThat(all).contains("MSG two 1 1\r\nb\r\n");
            if (isOnLoopOf(client, other)) {
                assertThat(all).endsWith("MSG two 1 1\r\nb\r\n");
            }
        }
    }

    /** Where a connection lives shows in the loop on which its messages are handled. */
    private boolean isOnLoopOf(RawClient client, NatsLoop loop) throws IOException {
        var found = new CompletableFuture<Boolean>();
        Registration probe =
                server.inProcess().subscribe("where", message -> found.complete(loop.isCurrent()));
        client.send("UNSUB 1\r\nPUB where 0\r\n\r\nSUB > 1\r\n");
        client.flush();
        probe.close();
        return TestServer.await(found);
    }

    @Test
    void shouldRunTasksOfOneThreadInOrder() {
        // given
        List<Integer> order = new CopyOnWriteArrayList<>();

        // when
        for (int i = 0; i < 100; i++) {
            int task = i;
            server.loop(0).execute(() -> order.add(task));
        }
        TestServer.on(server.loop(0), () -> true);

        // then
        assertThat(order).isSorted().hasSize(100);
    }

    @Test
    void shouldRunATimerUnlessItIsCancelled() {
        // given
        List<String> fired = new CopyOnWriteArrayList<>();
        var last = new CompletableFuture<Void>();
        NatsLoop loop = server.loop(0);

        // when
        TestServer.on(
                loop,
                () -> {
                    Timer cancelled = loop.schedule(1_000_000, () -> fired.add("cancelled"));
                    loop.schedule(2_000_000, () -> fired.add("first"));
                    loop.schedule(3_000_000, () -> last.complete(null));
                    cancelled.cancel();
                    return true;
                });

        // then
        TestServer.await(last);
        assertThat(fired).containsExactly("first");
    }

    @Test
    void shouldStopReadingFromAPausedPublisherUntilResumedAsOften() throws IOException {
        // given
        var received = new AtomicInteger();
        var publisher = new CompletableFuture<Publisher>();
        server.inProcess()
                .subscribe(
                        "foo",
                        message -> {
                            received.incrementAndGet();
                            if (!publisher.isDone()) {
                                message.publisher().pause();
                                message.publisher().pause();
                                publisher.complete(message.publisher());
                            }
                        });
        RawClient client = server.client();

        // when
        client.send("PUB foo 1\r\nx\r\n");
        Publisher paused = TestServer.await(publisher);
        client.send("PUB foo 1\r\ny\r\nPING\r\n");
        paused.resume();

        // then
        assertThat(client.readWhileSilent()).isEmpty();
        assertThat(received).hasValue(1);
        assertThat(paused.remoteAddress()).startsWith("127.0.0.1:");
        paused.resume();
        assertThat(client.readLine()).isEqualTo("PONG\r\n");
        assertThat(received).hasValue(2);
    }

    @Test
    void shouldTellCongestionAndRelief() throws IOException {
        // given
        RawClient slow = server.slowClient();
        slow.send("SUB foo 1\r\n");
        slow.flush();
        Destination destination = server.inProcess().destination("foo");
        String payload = "x".repeat(10_000);
        assertThat(TestServer.on(server.loop(0), destination::isCongested)).isFalse();

        // when
        int published = 0;
        while (!TestServer.on(server.loop(0), destination::isCongested)) {
            publish(server.loop(published % 2), "foo", payload);
            published++;
        }

        // then
        var relieved = new CompletableFuture<Boolean>();
        NatsLoop loop = server.loop(1);
        TestServer.on(
                server.loop(0),
                () -> {
                    destination.whenRelieved(loop, () -> relieved.complete(loop.isCurrent()));
                    return true;
                });
        assertThat(relieved).isNotDone();
        assertThat(slow.skip(published * ("MSG foo 1 10000\r\n".length() + 10_002)))
                .isEqualTo(published * ("MSG foo 1 10000\r\n".length() + 10_002));
        assertThat(TestServer.await(relieved)).isTrue();
        assertThat(TestServer.on(server.loop(0), destination::isCongested)).isFalse();
        assertThat(server.server().counters().slowConsumers()).isZero();
    }

    @Test
    void shouldBeRelievedWhenTheCongestedConnectionIsGone() throws IOException {
        // given
        RawClient slow = server.slowClient();
        slow.send("SUB foo 1\r\n");
        slow.flush();
        Destination destination = server.inProcess().destination("foo");
        while (!TestServer.on(server.loop(0), destination::isCongested)) {
            publish(server.loop(0), "foo", "x".repeat(50_000));
        }
        var relieved = new CompletableFuture<Void>();
        NatsLoop loop = server.loop(0);
        TestServer.on(
                loop,
                () -> {
                    destination.whenRelieved(loop, () -> relieved.complete(null));
                    return true;
                });

        // when
        slow.close();

        // then
        TestServer.await(relieved);
    }

    @Test
    void shouldRefuseWhatCannotWork() {
        InProcess inProcess = server.inProcess();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> inProcess.subscribe("foo..bar", message -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> inProcess.destination("foo.*"));
        assertThatIllegalArgumentException().isThrownBy(() -> inProcess.destination("a b"));
        Destination destination = inProcess.destination("foo");
        assertThatIllegalStateException()
                .isThrownBy(() -> destination.publish(Unpooled.EMPTY_BUFFER, 0, 0));
    }

    /**
     * A service may publish and be killed before it has read the acknowledgements. The reset that
     * its system then sends makes the server's next write fail, with the messages still unread.
     */
    @Test
    void shouldTakeWhatAClientSentBeforeItsConnectionWasReset() throws Exception {
        // given a loop that is busy with a first message while the others arrive
        List<String> received = new CopyOnWriteArrayList<>();
        var arrived = new CountDownLatch(1);
        var goOn = new CompletableFuture<Void>();
        server.inProcess()
                .subscribe(
                        "busy",
                        message -> {
                            arrived.countDown();
                            TestServer.await(goOn);
                        });
        server.inProcess().subscribe("tickets", message -> received.add(text(message)));
        var socket = new Socket(server.address().getAddress(), server.address().getPort());
        OutputStream out = socket.getOutputStream();
        out.write((TestServer.CONNECT + "SUB busy 1\r\nPUB busy 0\r\n\r\n").getBytes(UTF_8));
        arrived.await();

        // when
        out.write("PUB tickets 1\r\nx\r\n".repeat(100).getBytes(UTF_8));
        socket.setSoLinger(true, 0); // a reset instead of an orderly end
        socket.close();
        goOn.complete(null);

        // then
        await().until(() -> server.server().counters().connections() == 0);
        assertThat(received).hasSize(100);
    }
}
