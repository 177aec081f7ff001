package dev.stanchion.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageBlockTest {
    private static final int PAYLOAD = 32;

    private final MessageBlock block = MessageBlock.core(3, "s", PAYLOAD);

    private static byte[] bytes(ByteBuffer messages) {
        byte[] bytes = new byte[messages.remaining()];
        messages.duplicate().get(bytes);
        return bytes;
    }

    @Test
    void shouldWriteWholeOperationsWithTheirNumbers() {
        // given
        block.number(5);
        block.number(6, 1234, 5678);

        // when
        byte[] bytes = bytes(block.messages(5, 2));

        // then
        String line = "PUB s " + PAYLOAD + "\r\n";
        int length = line.length() + PAYLOAD + 2;
        assertThat(bytes).hasSize(2 * length);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .startsWith(line)
                .endsWith("\r\n");
        assertThat(Tag.publisher(bytes, line.length())).isEqualTo(3);
        assertThat(Tag.number(bytes, line.length())).isEqualTo(5);
        int second = length + line.length();
        assertThat(Tag.number(bytes, second)).isEqualTo(6);
        assertThat(Tag.due(bytes, second)).isEqualTo(1234);
        assertThat(Tag.begun(bytes, second)).isEqualTo(5678);
    }

    @Test
    void shouldBeginAgainAtItsEnd() {
        // given
        int room = block.roomFrom(0);

        // then
        assertThat(room).isGreaterThan(1);
        assertThat(block.roomFrom(room - 1)).isEqualTo(1);
        assertThat(block.roomFrom(room)).isEqualTo(room);
    }

    @Test
    void shouldFindTheNumberInItsGuid() {
        // given
        byte[] guid = "0123456789000000abcdef".getBytes(StandardCharsets.US_ASCII);
        byte[] foreign = "0123456789000000abcdeX".getBytes(StandardCharsets.US_ASCII);

        // then
        assertThat(MessageBlock.numberOf(guid, 0)).isEqualTo(0xabcdef);
        assertThat(MessageBlock.numberOf(foreign, 0)).isNegative();
    }
}
