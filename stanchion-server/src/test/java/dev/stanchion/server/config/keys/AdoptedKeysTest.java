package dev.stanchion.server.config.keys;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.Limits;
import dev.stanchion.server.StoreChoice;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.store.jetstream.adopt.AdoptedStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of channels that are streams of somebody else. */
class AdoptedKeysTest {
    @TempDir private Path folder;

    private Request read(String channels, String store) throws IOException {
        Path file = folder.resolve("a.conf");
        Files.writeString(
                file,
                """
                streaming {
                  %s
                  store_limits { max_msgs: 5, channels { %s } }
                }
                """
                        .formatted(store, channels));
        return ServerCommandLine.read(
                List.of("-c", file.toString()), Dialect.NATS_STREAMING_SERVER, Map.of(), "2.10.29");
    }

    private Request read(String channels) throws IOException {
        return read(channels, "store: jetstream, ns: \"nats://127.0.0.1:4222\"");
    }

    @Test
    void shouldTellWhichStreamsAreAdopted() throws IOException {
        // when
        Request.Start start =
                (Request.Start)
                        read(
                                """
                                ">": { max_age: "1h" }
                                orders: { stream: ORDERS, subject: "orders.>", mi: "2h" }
                                payments: { stream: PAYMENTS }
                                """);

        // then
        StoreChoice.JetStream store = (StoreChoice.JetStream) start.options().store();
        assertThat(store.options().adopted())
                .containsOnly(
                        Map.entry("orders", new AdoptedStream("ORDERS", Optional.of("orders.>"))),
                        Map.entry("payments", new AdoptedStream("PAYMENTS", Optional.empty())));
        Limits limits =
                requireNonNull(start.options().channelLimits().get("orders"))
                        .apply(Limits.DEFAULT.withMaxAge(Duration.ofHours(1)));
        assertThat(limits)
                .isEqualTo(
                        Limits.UNLIMITED
                                .withMaxChannels(Limits.DEFAULT.maxChannels())
                                .withMaxSubscriptions(Limits.DEFAULT.maxSubscriptions())
                                .withMaxInactivity(Duration.ofHours(2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "orders: { subject: \"a\" } | subject: only with stream",
                "\"orders.*\": { stream: ORDERS } | stream: \"orders.*\" is a pattern (expected: one"
                        + " channel)",
                "orders: { stream: \"a.b\" } | stream: not valid (expected: such as ORDERS)",
                "orders: { stream: 5 } | stream: not valid (expected: such as ORDERS)",
                "orders: { stream: A, subject: \"a..b\" } | subject: not valid (expected: such as"
                        + " orders.>)",
                "orders: { stream: A, max_msgs: 5 } | max_msgs: not with stream: the stream has"
                        + " limits of its own",
                "a: { stream: A }, b: { stream: A, subject: \"x\" } | stream: A is channel a already"
                        + " (expected: another subject for each)",
                "a: { stream: A, subject: \"x\" }, b: { stream: A, subject: \"x\" } | stream: A is"
                        + " channel a already (expected: another subject for each)",
            })
    void shouldRefuseWhatCannotBe(String channels, String text) throws IOException {
        assertThat(read(channels).toString()).contains("a.conf:3:").contains(text);
    }

    @Test
    void shouldRefuseAStreamOfAnotherStoreAndWithEncryption() throws IOException {
        assertThat(read("orders: { stream: A }", "store: memory").toString())
                .contains("channels: orders: stream needs store: jetstream");
        assertThat(
                        read(
                                        "orders: { stream: A }",
                                        "store: jetstream, ns: \"nats://127.0.0.1:4222\", encrypt:"
                                                + " true, encryption_key: \"k\"")
                                .toString())
                .contains("stream: not with encrypt: others write messages in the clear");
    }
}
