package dev.stanchion.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.inprocess.InterestListener;
import dev.stanchion.nats.inprocess.Registration;
import dev.stanchion.nats.loop.NatsLoop;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeaksFail.class)
class WatchedInterestIT {
    private final TestServer server = TestServer.start(TestServer.options());
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private Registration watch(String subject, NatsLoop loop) {
        return server.inProcess()
                .watchInterest(
                        subject,
                        loop,
                        new InterestListener() {
                            @Override
                            public void onPresent() {
                                assertThat(loop.isCurrent()).isTrue();
                                told.add("present");
                            }

                            @Override
                            public void onAbsent() {
                                assertThat(loop.isCurrent()).isTrue();
                                told.add("absent");
                            }
                        });
    }

    private void awaitTold(String... expected) {
        await().untilAsserted(() -> assertThat(told).containsExactly(expected));
    }

    @Test
    void shouldTellWhatIsSoAndWhatBecomesOfIt() throws IOException {
        // given
        RawClient client = server.client();
        watch("inbox", server.loop(1));
        awaitTold("absent");

        // when
        client.send("SUB inbox 1\r\nSUB inbox 2\r\nSUB other 3\r\n");
        client.flush();
        awaitTold("absent", "present");
        client.send("UNSUB 1\r\nUNSUB 3\r\n");
        client.flush();
        client.send("UNSUB 2\r\n");

        // then
        awaitTold("absent", "present", "absent");
    }

    @Test
    void shouldTellThatAConnectionEnded() throws IOException {
        for (NatsLoop loop : server.server().loops()) {
            // given
            told.clear();
            RawClient client = server.client();
            client.send("SUB inbox.* 1\r\nSUB inbox.a q 2\r\n");
            client.flush();
            Registration registration = watch("inbox.a", loop);
            awaitTold("present");

            // when
            client.close();

            // then
            awaitTold("present", "absent");
            registration.close();
        }
    }

    @Test
    void shouldTellThatASubscriptionHasHadItsLastMessage() throws IOException {
        // given
        RawClient client = server.client();
        RawClient publisher = server.client();
        client.send("SUB inbox 1\r\nUNSUB 1 2\r\n");
        client.flush();
        watch("inbox", server.loop(0));
        awaitTold("present");

        // when
        publisher.send("PUB inbox 1\r\na\r\nPUB inbox 1\r\nb\r\n");

        // then
        awaitTold("present", "absent");
    }

    @Test
    void shouldTellOfALossThatWasMadeGoodInTheSameTurn() throws IOException {
        // given
        RawClient client = server.client();
        client.send("SUB inbox 1\r\n");
        client.flush();
        watch("inbox", server.loop(0));
        awaitTold("present");

        // when
        client.send("UNSUB 1\r\nSUB inbox 2\r\n");

        // then
        awaitTold("present", "absent", "present");
    }

    @Test
    void shouldTellOfAnEndBehindWhatTheConnectionHadSent() throws IOException {
        for (NatsLoop loop : server.server().loops()) {
            // given: hands over what it takes at the end of the turn, as the engine does
            told.clear();
            Registration handler =
                    server.inProcess()
                            .subscribe(
                                    "acks",
                                    message -> {
                                        NatsLoop here = currentLoop();
                                        here.atEndOfTurn(() -> loop.execute(() -> told.add("ack")));
                                    });
            RawClient client = server.client();
            client.send("SUB inbox 1\r\n");
            client.flush();
            Registration registration = watch("inbox", loop);
            awaitTold("present");

            // when
            client.send("PUB acks 1\r\na\r\nPUB acks 1\r\nb\r\nUNSUB 1\r\n");

            // then
            awaitTold("present", "ack", "ack", "absent");
            registration.close();
            handler.close();
        }
    }

    private NatsLoop currentLoop() {
        return server.server().loops().stream()
                .filter(NatsLoop::isCurrent)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldNotCountHandlersOfTheProcess() throws IOException {
        // given
        watch("inbox", server.loop(0));
        awaitTold("absent");

        // when
        server.inProcess().subscribe(">", message -> {});
        RawClient client = server.client();
        client.send("SUB inbox 1\r\n");

        // then
        awaitTold("absent", "present");
    }

    @Test
    void shouldTellNothingOnceItIsClosed() throws IOException {
        // given
        Registration registration = watch("inbox", server.loop(0));
        awaitTold("absent");
        watch("inbox", server.loop(0));
        awaitTold("absent", "absent");

        // when
        registration.close();
        registration.close();
        server.client().send("SUB inbox 1\r\n");

        // then
        awaitTold("absent", "absent", "present");
    }

    @Test
    void shouldRefuseASubjectWithWildcards() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> watch("inbox.*", server.loop(0)))
                .withMessageContaining("inbox.*");
    }
}
