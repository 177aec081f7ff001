package dev.stanchion.nats.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.LeaksFail;
import dev.stanchion.nats.message.ReadBuffers;
import dev.stanchion.nats.wire.ClientOpParser;
import dev.stanchion.nats.wire.Frames;
import dev.stanchion.nats.wire.RecordingOps;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeaksFail.class)
class CarriedBytesTest {
    private static final String STREAM = String.join("", Frames.VALID);

    private static List<String> callsOf(String... reads) {
        var ops = new RecordingOps();
        var carried = new CarriedBytes(new ClientOpParser(ops, 4096, 1 << 20));
        for (String read : reads) {
            ByteBuf buffer = Unpooled.copiedBuffer(read, ISO_8859_1);
            carried.take(buffer, ReadBuffers.viewOf(buffer));
            buffer.release();
        }
        carried.clear();
        return ops.calls();
    }

    @Test
    void shouldExecuteTheSameOperationsHoweverTheyAreRead() {
        // given
        List<String> whole = callsOf(STREAM);

        // when, then
        assertThat(whole).hasSize(Frames.VALID.size() - 2); // +OK is ignored
        for (int first = 0; first < STREAM.length(); first++) {
            assertThat(callsOf(STREAM.substring(0, first), STREAM.substring(first)))
                    .as("split at %d", first)
                    .isEqualTo(whole);
        }
        assertThat(callsOf(STREAM.split(""))).isEqualTo(whole);
    }

    @Test
    void shouldPutALongPayloadTogether() {
        // given
        String payload = "0123456789abcdef".repeat(20_000);
        String stream = "PUB foo " + payload.length() + "\r\n" + payload + "\r\nPING\r\n";

        // when
        List<String> calls = callsOf(stream.split("(?<=\\G.{1000})", -1));

        // then
        assertThat(calls).containsExactly("PUB foo,,0," + payload, "PING");
    }
}
