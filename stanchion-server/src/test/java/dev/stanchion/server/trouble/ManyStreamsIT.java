package dev.stanchion.server.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.server.Limits;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.testing.StreamingSocket;
import dev.stanchion.store.jetstream.names.ClusterNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Many channels, and channels whose names NATS does not take as they are. */
@Tag("long")
class ManyStreamsIT {
    private static final int CHANNELS = 300;
    private static final int LONGEST_SUBJECT = 3000;

    @RegisterExtension private final Programs programs = new Programs();
    @TempDir private Path directory;

    /** Each character that the protocol allows, and one of each length in UTF-8. */
    private static List<String> everyForm() {
        List<String> names = new ArrayList<>();
        IntStream.rangeClosed(1, 0x7F)
                .filter(each -> "*>/.".indexOf(each) < 0)
                .mapToObj(each -> "c%02x%c".formatted(each, (char) each))
                .forEach(names::add);
        names.addAll(List.of("a.b", "a.b.c", "ż", "€", "\uD83C\uDFAB", "x y.z\tw", "%2A", "=3A"));
        return names;
    }

    /** Each channel may have a gigabyte, as by default; the machine need not have that much. */
    private static ServerOptions.Builder manyChannels(NatsServer nats) {
        return Streams.options(nats.url()).limits(Limits.DEFAULT.withMaxChannels(CHANNELS));
    }

    private static String longest(String prefix) {
        ClusterNames names = new ClusterNames(Streams.CLUSTER, ClusterNames.DEFAULT_SUBJECTS);
        int around = Math.max(names.subject("x").length(), names.gapSubject("x").length()) - 1;
        return prefix + "x".repeat(LONGEST_SUBJECT - around - prefix.length());
    }

    private static void store(StreamingSocket client, String channel) throws IOException {
        client.publishAside(channel, "guid-" + channel.length(), "in " + channel.length());
        assertThat(client.awaitPubAck()).isEqualTo("guid-" + channel.length());
    }

    private static void read(StreamingSocket client, String channel) throws IOException {
        client.subscribe(channel);
        assertThat(client.awaitDelivery(channel)).isEqualTo("1:in " + channel.length());
    }

    @Test
    void shouldKeepChannelsOfEveryLegalName() throws IOException {
        // given
        NatsServer nats = Streams.nats(programs, directory);
        List<String> names = new ArrayList<>(everyForm());
        names.add(longest("long"));
        try (StanchionServer server =
                        Streams.start(Streams.options(nats.url()).limits(Limits.UNLIMITED));
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), Streams.CLUSTER, "orders-1")) {
            for (String name : names) {
                store(client, name);
            }

            // when // then
            client.publishAside(longest("more") + "x", "guid", "too long");
            assertThatThrownBy(client::awaitPubAck)
                    .hasMessageContaining("the name is too long for a subject in NATS");
        }

        // then
        try (StanchionServer server =
                        Streams.start(Streams.options(nats.url()).limits(Limits.UNLIMITED));
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), Streams.CLUSTER, "orders-2")) {
            for (String name : names) {
                read(client, name);
            }
        }
    }

    @Test
    void shouldKeepThreeHundredChannels() throws Exception {
        // given
        NatsServer nats = Streams.nats(programs, directory);
        List<String> names =
                IntStream.range(0, CHANNELS).mapToObj(each -> "channel-" + each).toList();
        try (StanchionServer server = Streams.start(manyChannels(nats));
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), Streams.CLUSTER, "orders-1")) {
            for (String name : names) {
                store(client, name);
            }
        }

        // when
        try (StanchionServer server = Streams.start(manyChannels(nats));
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), Streams.CLUSTER, "orders-2")) {
            // then
            for (String name : names) {
                read(client, name);
            }
        }
        try (Operator operator = Operator.of(nats)) {
            assertThat(operator.streams().getStreamNames("stan.tickets.>")).hasSize(CHANNELS);
        }
    }
}
