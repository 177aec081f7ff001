package dev.stanchion.acceptance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The lines of {@code -SV} about the way of a message, in the words of the Go server. The Go server
 * shows an incoming message only if {@code -SD} is set too.
 */
@Tag("long")
class StreamingTraceIT {
    private static final String RECEIVED =
            "[Client:publisher] Received message from publisher subj=orders guid=a-guid";
    private static final String ACKNOWLEDGED =
            "[Client:publisher] Acking Publisher subj=orders guid=a-guid";
    private static final String DELIVERED =
            "[Client:listener] Delivering msg to subid=1, subject=orders, seq=1";
    private static final String DELIVERED_AGAIN =
            "[Client:listener] Redelivering msg to subid=1, subject=orders, seq=1";

    @RegisterExtension final Programs programs = new Programs();

    @Test
    void shouldShowTheAcknowledgementToThePublisherAndARedelivery() throws IOException {
        // given: a listener that does not acknowledge
        Server server = Server.start(programs, "-SDV");
        try (var listener = StreamingSocket.connect(server, "listener");
                var publisher = StreamingSocket.connect(server, "publisher")) {
            listener.subscribe("orders", "_INBOX.orders", 1, 1);
            listener.listen("_INBOX.orders");
            listener.nats().roundTrip();

            // when
            publisher.publish("orders", "a-guid", "hello".getBytes(UTF_8));
            listener.nats().readMessage();
            listener.nats().readMessage();

            // then
            server.program().awaitLine(DELIVERED_AGAIN);
            List<String> lines =
                    server.program().errors().stream()
                            .filter(line -> line.contains("[TRC] STREAM: "))
                            .toList();
            assertFollows(lines, RECEIVED, ACKNOWLEDGED);
            assertFollows(lines, RECEIVED, DELIVERED);
            assertFollows(lines, DELIVERED, DELIVERED_AGAIN);
        }
    }

    private static void assertFollows(List<String> lines, String first, String second) {
        assertThat(lines.stream().filter(line -> line.contains(first) || line.contains(second)))
                .as("%s before %s", first, second)
                .hasSizeGreaterThanOrEqualTo(2)
                .first()
                .asString()
                .contains(first);
        assertThat(lines).anyMatch(line -> line.contains(second));
    }
}
