package dev.stanchion.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.protocol.Ack;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AckTemplateTest {
    private final AckTemplate template = new AckTemplate("_INBOX.acks", "tickets:created");
    private final ByteBuffer written = ByteBuffer.allocate(1024);

    @ParameterizedTest
    @ValueSource(longs = {1, 127, 128, 300, 16_383, 16_384, 2_097_151, 2_097_152, 1L << 40})
    void shouldWriteWhatTheServerDecodes(long sequence) {
        // when: written twice, with one of another length in between
        template.writeTo(written, sequence);
        template.writeTo(written, 5);
        template.writeTo(written, sequence);

        // then
        String[] operations =
                new String(written.array(), 0, written.position(), StandardCharsets.ISO_8859_1)
                        .split("PUB _INBOX\\.acks ", -1);
        assertThat(operations).hasSize(4);
        assertThat(decoded(operations[1])).isEqualTo(new Ack("tickets:created", sequence));
        assertThat(decoded(operations[2])).isEqualTo(new Ack("tickets:created", 5));
        assertThat(operations[3]).isEqualTo(operations[1]);
    }

    private static Ack decoded(String operation) {
        int lineEnd = operation.indexOf("\r\n");
        int length = Integer.parseInt(operation.substring(0, lineEnd));
        byte[] payload =
                operation
                        .substring(lineEnd + 2, operation.length() - 2)
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(payload).hasSize(length);
        return Ack.decode(Unpooled.wrappedBuffer(payload), 0, length).orElseThrow();
    }
}
