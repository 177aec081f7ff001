package dev.stanchion.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A subscriber that takes no bytes off its socket must cost the others nothing. */
@Tag("long")
class SlowReaderIT {
    private static final String CHANNEL = "photos";
    private static final int MESSAGE_BYTES = 512 * 1024;
    private static final int MESSAGES = 360;

    /** Far less than the 180 MB that are published, so that hoarding them would be fatal. */
    private static final Map<String, String> LITTLE_MEMORY =
            Map.of("STANCHION_JAVA_OPTIONS", "-Xmx96m -XX:MaxDirectMemorySize=160m");

    /** Keeps the channel small, because the test measures the backlog of one connection. */
    private static final String[] SMALL_CHANNEL = {"-mb", "16MB"};

    @RegisterExtension final Programs programs = new Programs();

    @Test
    void shouldCutASubscriberThatNeverReadsAndKeepServingTheOthers() throws Exception {
        // given
        Server server = Server.start(programs, LITTLE_MEMORY, SMALL_CHANNEL);
        try (StreamingSocket slow = StreamingSocket.connect(server, "slow")) {
            assertThat(slow.subscribe(CHANNEL, "_INBOX.slow", Integer.MAX_VALUE).getError())
                    .isEmpty();
            slow.listen("_INBOX.slow");
            slow.nats().roundTrip();

            // when
            List<Long> received = publishAndReceive(server);

            // then
            assertThat(received).isEqualTo(LongStream.rangeClosed(1, MESSAGES).boxed().toList());
            server.program().awaitLine("Slow Consumer");
            assertThat(slow.nats().skipToEnd()).isLessThan((long) MESSAGES * MESSAGE_BYTES);
            assertThat(server.program().isAlive()).isTrue();
        }
    }

    /** Each message is awaited before the next, so that the small channel drops none unread. */
    private static List<Long> publishAndReceive(Server server) throws Exception {
        List<Long> received = new CopyOnWriteArrayList<>();
        Options options = new Options.Builder().natsUrl(server.url()).build();
        StreamingConnection others = NatsStreaming.connect(Server.CLUSTER_ID, "others", options);
        try {
            others.subscribe(CHANNEL, message -> received.add(message.getSequence()));
            byte[] data = new byte[MESSAGE_BYTES];
            for (int i = 1; i <= MESSAGES; i++) {
                others.publish(CHANNEL, data);
                int published = i;
                Waiting.until("the others receive a photo", () -> received.size() >= published);
            }
            return List.copyOf(received);
        } finally {
            others.close();
        }
    }
}
