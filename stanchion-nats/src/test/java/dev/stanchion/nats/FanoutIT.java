package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.wire.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes to several connections, on both loops, in the same words and in others. */
@ExtendWith(LeaksFail.class)
class FanoutIT {
    private static final String HEADER = "NATS/1.0\r\nA: b\r\n\r\n";

    /** Around every limit at which bytes begin to be handled in another way. */
    private static final int[] PAYLOADS = {
        0, 1, 100, 1_000, 8_000, 8_192, 9_000, 32_000, 33_000, 65_536, 200_000
    };

    private static final int MESSAGES = 400;

    /** A subscriber and what it should have been sent. */
    private record Listener(RawClient client, String sid, boolean headers, String subject) {
        static Listener of(TestServer server, String sid, boolean headers, String subject)
                throws IOException {
            RawClient client = server.client();
            client.send("CONNECT {\"verbose\":false,\"headers\":" + headers + "}\r\n");
            client.send("SUB " + subject + " " + sid + "\r\n");
            client.flush();
            return new Listener(client, sid, headers, subject);
        }

        String expected(Message message) {
            if (!subject.equals(">") && !subject.equals(message.subject())) {
                return "";
            }
            String start = "MSG " + message.subject() + " " + sid + " ";
            int length = message.payload().length();
            if (!message.hasHeader()) {
                return start + length + "\r\n" + message.payload() + "\r\n";
            }
            int total = HEADER.length() + length;
            return headers
                    ? "H%s%d %d\r\n%s%s\r\n"
                            .formatted(start, HEADER.length(), total, HEADER, message.payload())
                    : start + length + "\r\n" + message.payload() + "\r\n";
        }
    }

    private record Message(String subject, boolean hasHeader, String payload) {
        String published() {
            String body = hasHeader ? HEADER + payload : payload;
            return hasHeader
                    ? "HPUB %s %d %d\r\n%s\r\n"
                            .formatted(subject, HEADER.length(), body.length(), body)
                    : "PUB %s %d\r\n%s\r\n".formatted(subject, body.length(), body);
        }
    }

    private static List<Message> messages(long seed) {
        var random = new Random(seed);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            int length = PAYLOADS[random.nextInt(i % 20 == 0 ? PAYLOADS.length : 4)];
            String number = Integer.toString(i);
            String payload =
                    number.repeat(length / number.length())
                            + number.substring(0, length % number.length());
            messages.add(
                    new Message(random.nextBoolean() ? "a" : "b", random.nextInt(4) == 0, payload));
        }
        return messages;
    }

    @Test
    void shouldSayToEachSubscriberItsOwnWordsInOrder() throws IOException {
        // given
        List<Message> messages = messages(20_261_125);
        try (TestServer server = TestServer.start(TestServer.options())) {
            List<Listener> listeners =
                    List.of(
                            Listener.of(server, "1", true, ">"),
                            Listener.of(server, "1", true, ">"),
                            Listener.of(server, "1", false, ">"),
                            Listener.of(server, "22", true, ">"),
                            Listener.of(server, "22", true, ">"),
                            Listener.of(server, "1", true, "a"),
                            Listener.of(server, "1", true, "a"),
                            Listener.of(server, "9", false, "b"));
            RawClient publisher = server.client();
            publisher.send("CONNECT {\"verbose\":false,\"headers\":true}\r\n");

            // when
            var all = new ByteArrayOutputStream();
            for (Message message : messages) {
                all.writeBytes(message.published().getBytes(US_ASCII));
            }
            publisher.send(all.toByteArray());
            publisher.flush();

            // then
            for (Listener listener : listeners) {
                var expected = new StringBuilder();
                messages.forEach(message -> expected.append(listener.expected(message)));
                assertThat(listener.client().read(expected.length()))
                        .as("what %s was sent", listener)
                        .isEqualTo(expected.toString());
            }
        }
    }
}
