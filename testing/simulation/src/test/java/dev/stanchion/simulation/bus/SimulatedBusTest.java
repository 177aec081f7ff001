package dev.stanchion.simulation.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.simulation.world.SimulatedShards;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedBusTest {
    private final VirtualTime time = new VirtualTime();
    private final SimulatedShards shards =
            new SimulatedShards(
                    2,
                    time,
                    new Chance(1),
                    escapee -> {
                        throw new AssertionError(escapee);
                    });
    private final SimulatedBus bus =
            new SimulatedBus(BusKind.EMBEDDED, time, new Chance(2), shards, new NoTap());
    private final List<String> received = new ArrayList<>();

    @Test
    void shouldHandMessagesOfOneConnectionToTheEngineInOrder() {
        // given
        bus.subscribe("_STAN.pub.sim.>", message -> received.add(payload(message)));
        SimulatedConnection connection = bus.connect("c1");

        // when
        for (int i = 0; i < 20; i++) {
            connection.publish("_STAN.pub.sim.one", "", bytes("" + i));
        }
        connection.publish("_STAN.pub.sim", "", bytes("not matched"));
        runAll();

        // then
        assertThat(received).hasSize(20).isSortedAccordingTo((a, b) -> number(a) - number(b));
        assertThat(bus.buffersHeld()).isZero();
    }

    @Test
    void shouldShowAMessageDuringTheCallOnly() {
        // given
        List<BusMessage> kept = new ArrayList<>();
        bus.subscribe("s", kept::add);

        // when
        bus.connect("c1").publish("s", "", bytes("x"));
        runAll();

        // then
        assertThatThrownBy(() -> kept.getFirst().payloadIndex())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldKnowAtOnceThatACutConnectionListensNoMore() {
        // given
        SimulatedConnection connection = listening("c1");
        assertThat(bus.mayHaveInterest("inbox")).isTrue();

        // when
        connection.cut();

        // then
        assertThat(bus.mayHaveInterest("inbox")).isFalse();
        assertThat(publish("lost")).isFalse();
        connection.revive();
        assertThat(publish("arrives")).isTrue();
        runAll();
        assertThat(received).containsExactly("arrives");
    }

    @Test
    void shouldKeepOrLoseWhatASilentConnectionIsSent() {
        // given
        SimulatedConnection keeping = listening("keeps");
        SimulatedConnection losing = listening("loses");
        keeping.goSilent(true);
        losing.goSilent(false);

        // when
        assertThat(publish("once")).isTrue();
        runAll();
        assertThat(received).isEmpty();
        keeping.revive();
        losing.revive();
        runAll();

        // then
        assertThat(received).containsExactly("once");
    }

    @Test
    void shouldRunTheWaitingTaskWhenCongestionEnds() {
        // given
        SimulatedConnection connection = listening("c1");
        connection.congest(1_000_000);
        var destination = bus.destination("inbox");
        assertThat(destination.isCongested()).isTrue();

        // when
        destination.whenRelieved(shards.all().get(0), () -> received.add("relieved"));
        assertThat(shards.isIdle()).isTrue();
        runAll();

        // then
        assertThat(received).containsExactly("relieved");
        assertThat(destination.isCongested()).isFalse();
    }

    @Test
    void shouldReadNothingFromAPausedConnectionUntilEveryPauseIsResumed() {
        // given
        bus.subscribe(
                "s",
                message -> {
                    received.add(payload(message));
                    if (received.size() == 1) {
                        message.origin().pause();
                        message.origin().pause();
                        time.after(1_000_000_000, message.origin()::resume);
                        time.after(2_000_000_000, message.origin()::resume);
                    }
                });
        SimulatedConnection connection = bus.connect("c1");
        connection.publish("s", "", bytes("first"));
        runUntil(500_000_000);

        // when
        connection.publish("s", "", bytes("second"));
        runUntil(1_500_000_000);

        // then
        assertThat(received).containsExactly("first");
        assertThat(bus.pausedConnections()).containsExactly(connection);
        runAll();
        assertThat(received).containsExactly("first", "second");
    }

    @Test
    void shouldTellWhoeverWatchesThatConnectionsComeAndGo() {
        // given
        SimulatedConnection connection = listening("c1");
        bus.watchInterest("inbox", shards.all().get(1), noting());
        runAll();

        // when
        connection.cut();
        runAll();
        connection.revive();
        runAll();
        connection.cut();
        connection.revive();
        runAll();

        // then
        assertThat(received).containsExactly("present", "absent", "present", "absent", "present");
    }

    @Test
    void shouldTellOfAnEndBehindWhatHadArrived() {
        for (int i = 0; i < 20; i++) {
            // given
            received.clear();
            var acks =
                    bus.subscribe(
                            "acks",
                            message -> {
                                Runnable crossed =
                                        () -> shards.all().get(0).execute(() -> received.add("a"));
                                int here = shards.currentIndex();
                                if (here < 0) {
                                    crossed.run();
                                } else {
                                    shards.all().get(here).atEndOfBatch(crossed);
                                }
                            });
            SimulatedConnection connection = listening("c" + i);
            var watch = bus.watchInterest("inbox", shards.all().get(0), noting());
            runAll();

            // when
            connection.publish("acks", "", bytes("1"));
            time.happenNext(); // it arrives, and nothing has been done about it
            connection.cut();
            runAll();

            // then
            assertThat(received).containsExactly("present", "a", "absent");
            watch.close();
            acks.close();
        }
    }

    @Test
    void shouldForgetWatchesWithTheEngine() {
        // given
        bus.watchInterest("inbox", shards.all().get(0), noting());
        assertThat(bus.engineRegistrations()).isEqualTo(1);

        // when
        bus.dropEngine();
        listening("c1");
        runAll();

        // then
        assertThat(received).isEmpty();
        assertThat(bus.engineRegistrations()).isZero();
    }

    private InterestListener noting() {
        return new InterestListener() {
            @Override
            public void onPresent() {
                received.add("present");
            }

            @Override
            public void onAbsent() {
                received.add("absent");
            }
        };
    }

    private SimulatedConnection listening(String name) {
        SimulatedConnection connection = bus.connect(name);
        connection.subscribe(
                "inbox", delivery -> received.add(new String(delivery.payload(), UTF_8)));
        return connection;
    }

    private boolean publish(String text) {
        ByteBuf buffer = Unpooled.copiedBuffer("..." + text, UTF_8);
        return bus.destination("inbox").publish(buffer, 3, text.length());
    }

    private void runAll() {
        runUntil(3_600_000_000_000L);
    }

    private void runUntil(long nanos) {
        while (!shards.isIdle() || time.isDueBy(nanos)) {
            if (shards.isIdle()) {
                time.happenNext();
            } else {
                shards.runOne();
            }
        }
    }

    private static String payload(BusMessage message) {
        return message.buffer().toString(message.payloadIndex(), message.payloadLength(), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static final class NoTap implements BusTap {
        @Override
        public void onHanded(
                SimulatedConnection from, String subject, String replyTo, byte[] payload) {}

        @Override
        public void onPublished(String subject, String replyTo, byte[] payload) {}
    }
}
