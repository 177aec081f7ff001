package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.connection.CarriedBytes;
import dev.stanchion.nats.message.ReadBuffers;
import dev.stanchion.nats.websocket.Deflation;
import dev.stanchion.nats.websocket.FrameReader;
import dev.stanchion.nats.websocket.FrameWriter;
import dev.stanchion.nats.websocket.UpgradeHandler;
import dev.stanchion.nats.websocket.UpgradeResult;
import dev.stanchion.nats.websocket.WebSocketOptions;
import dev.stanchion.nats.wire.ClientOpParser;
import dev.stanchion.nats.wire.ConnectJson;
import dev.stanchion.nats.wire.ConnectOptions;
import dev.stanchion.nats.wire.ProtocolViolation;
import dev.stanchion.nats.wire.RecordingOps;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Seeded fuzzing of everything that reads a stranger's bytes, without sockets. */
@ExtendWith(LeaksFail.class)
class HostileInputTest {
    private static final int TARGETS = 5;
    private static final UpgradeResult TERMS = new UpgradeResult(true, true, false, "");

    @Test
    void shouldUnderstandTheSameHoweverHostileBytesAreCut() {
        Fuzz.run(
                80,
                TARGETS,
                seed -> {
                    // given
                    var hostile = new HostileBytes(seed);
                    byte[] bytes = hostile.operations();

                    // when
                    List<String> whole = understood(List.of(bytes));

                    // then
                    assertThat(understood(hostile.pieces(bytes))).isEqualTo(whole);
                });
    }

    /** What a parser makes of reads, with the violation that ends it. */
    private static List<String> understood(List<byte[]> reads) {
        var ops = new RecordingOps();
        var carried = new CarriedBytes(new ClientOpParser(ops, 4096, 2048));
        List<String> understood = new ArrayList<>();
        try {
            for (byte[] read : reads) {
                ByteBuf buffer = Unpooled.wrappedBuffer(read);
                try {
                    carried.take(buffer, ReadBuffers.viewOf(buffer));
                } finally {
                    buffer.release();
                }
            }
        } catch (ProtocolViolation violation) {
            understood.add(violation.reason() + " " + violation.errorText());
        } finally {
            carried.clear();
        }
        understood.addAll(0, ops.calls());
        return understood;
    }

    @Test
    void shouldRefuseHostileJsonWithNothingButAViolation() {
        Fuzz.run(
                200,
                TARGETS,
                seed -> {
                    var hostile = new HostileBytes(seed);
                    byte[] json = hostile.json().getBytes(ISO_8859_1);
                    for (byte[] each : List.of(json, hostile.damaged(json), hostile.noise(100))) {
                        try {
                            ConnectJson.merge(ConnectOptions.DEFAULTS, each);
                        } catch (ProtocolViolation expected) {
                            assertThat(expected.errorText()).isEmpty();
                        }
                    }
                });
    }

    @Test
    void shouldTakeTheSameOutOfFramesHoweverTheyAreCut() {
        Fuzz.run(
                60,
                TARGETS,
                seed -> {
                    // given
                    var hostile = new HostileBytes(seed);
                    byte[] bytes = hostile.operations();
                    byte[] frames = hostile.frames(bytes, true);

                    // when
                    Framed framed = new Framed();
                    hostile.pieces(frames).forEach(framed::read);

                    // then
                    assertThat(framed.received()).isEqualTo(bytes);
                    framed.close();
                });
    }

    @Test
    void shouldAnswerHostileFramesWithNothingButAViolation() {
        Fuzz.run(
                60, // each with compressed frames, which take most of the time
                TARGETS,
                seed -> {
                    // given
                    var hostile = new HostileBytes(seed);
                    byte[] frames = hostile.frames(hostile.operations(), true);
                    int damages = 1 + hostile.below(3);
                    for (int i = 0; i < damages; i++) {
                        frames = hostile.damaged(frames);
                    }

                    // when
                    Framed framed = new Framed();
                    hostile.pieces(frames).forEach(framed::read);

                    // then
                    try {
                        framed.close();
                    } catch (ProtocolViolation expected) {
                        assertThat(expected.getMessage()).contains("WebSocket");
                    }
                });
    }

    /** The frame handlers on a channel of their own. */
    private static final class Framed {
        private final AtomicInteger pauses = new AtomicInteger();
        private final Deflation deflation = new Deflation();
        private final FrameWriter writer = new FrameWriter(TERMS, deflation);
        private final EmbeddedChannel channel =
                new EmbeddedChannel(
                        new FrameReader(
                                TERMS, writer, pauses::incrementAndGet, pauses::decrementAndGet),
                        writer);

        void read(byte[] bytes) {
            channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(bytes.clone()));
            channel.runPendingTasks();
        }

        byte[] received() {
            var received = new ByteArrayOutputStream();
            for (ByteBuf in = channel.readInbound(); in != null; in = channel.readInbound()) {
                byte[] some = new byte[in.readableBytes()];
                in.readBytes(some).release();
                received.writeBytes(some);
            }
            return received.toByteArray();
        }

        /** Throws what a handler has thrown. */
        void close() {
            assertThat(pauses).hasValue(0);
            try {
                channel.checkException();
            } finally {
                channel.finishAndReleaseAll();
                deflation.close();
            }
        }
    }

    @Test
    void shouldAnswerHostileRequestsByHttp() {
        Fuzz.run(
                80,
                TARGETS,
                seed -> {
                    // given
                    var hostile = new HostileBytes(seed);
                    byte[] request = hostile.upgradeRequest();
                    var ended = new AtomicInteger();
                    EmbeddedChannel channel =
                            new EmbeddedChannel(
                                    UpgradeHandler.decoder(),
                                    new UpgradeHandler(
                                            WebSocketOptions.onPort(0)
                                                    .withCompression(true)
                                                    .withOrigins(true, List.of()),
                                            false,
                                            terms -> {},
                                            ended::incrementAndGet));

                    // when
                    for (byte[] piece : hostile.pieces(request)) {
                        if (channel.isOpen()) {
                            channel.writeInbound(Unpooled.wrappedBuffer(piece));
                        }
                    }

                    // then
                    var answer = new StringBuilder();
                    for (ByteBuf out = channel.readOutbound();
                            out != null;
                            out = channel.readOutbound()) {
                        answer.append(out.toString(ISO_8859_1));
                        out.release();
                    }
                    assertThat(answer.toString())
                            .matches("(?s)(HTTP/1.1 (101|400|403|404|405) .*)?");
                    channel.finishAndReleaseAll();
                    channel.checkException();
                    assertThat(ended).hasValue(1);
                });
    }
}
