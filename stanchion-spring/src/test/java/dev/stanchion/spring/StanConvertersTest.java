package dev.stanchion.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.GenericMessage;

class StanConvertersTest {
    record Ticket(String id, int price) {}

    private static final MessageConverter CONVERTER = StanConverters.defaults();

    private static String sent(Object payload) {
        Message<?> message = CONVERTER.toMessage(payload, new MessageHeaders(Map.of()));
        return new String(
                (byte[]) Objects.requireNonNull(message).getPayload(), StandardCharsets.UTF_8);
    }

    private static @Nullable Object received(String data, Class<?> type) {
        return CONVERTER.fromMessage(
                new GenericMessage<>(data.getBytes(StandardCharsets.UTF_8)), type);
    }

    @Test
    void shouldSendBytesAndTextAsTheyAreAndObjectsAsJson() {
        assertThat(sent("täxt")).isEqualTo("täxt");
        assertThat(sent(new byte[] {'a', 'b'})).isEqualTo("ab");
        assertThat(sent(new Ticket("t1", 20))).isEqualTo("{\"id\":\"t1\",\"price\":20}");
    }

    @Test
    void shouldReceiveWhatTheParameterWants() {
        assertThat(received("{\"id\":\"t1\",\"price\":20}", Ticket.class))
                .isEqualTo(new Ticket("t1", 20));
        assertThat(received("{\"id\":1}", String.class)).isEqualTo("{\"id\":1}");
        assertThat(received("ab", byte[].class)).isEqualTo(new byte[] {'a', 'b'});
    }

    @Test
    void shouldConvertNoObjectsWithoutJackson() {
        assertThat(
                        StanConverters.with(Optional.empty())
                                .toMessage(new Ticket("t", 1), new MessageHeaders(Map.of())))
                .isNull();
    }
}
