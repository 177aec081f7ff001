package dev.stanchion.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.client.Client;
import dev.stanchion.interop.client.Feature;
import dev.stanchion.interop.client.LibraryUnderTest;
import dev.stanchion.interop.client.Needs;
import dev.stanchion.interop.client.Received;
import dev.stanchion.interop.client.Subscribing;
import dev.stanchion.interop.client.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which names a channel may have, as in {@code spec/streaming.md} 4.1, and how many there are. */
interface ChannelBehaviours {
    List<String> LEGAL_ENDINGS =
            List.of(
                    ":created",
                    ":created:v2",
                    "-created",
                    "_created",
                    ".created.v2",
                    "2024",
                    ".CREATED.V3",
                    "$",
                    "!#%&+=?@^~",
                    "(){}[]<|;,",
                    "'\"`\\");

    @Test
    default void shouldCarryChannelsOfAllLegalNames(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String start = library.newName();
        List<String> channels =
                Stream.concat(
                                LEGAL_ENDINGS.stream().map(start::concat),
                                Stream.of("$" + start, "_" + start, "9" + start))
                        .toList();

        // then
        channels.forEach(channel -> assertCarried(client, channel));
    }

    @Test
    @Needs(Feature.NON_ASCII_CHANNELS)
    default void shouldCarryChannelsOfNamesInAnyScript(LibraryUnderTest library) {
        assertCarried(library.connect(), library.newName() + ".événement.東京");
    }

    private static void assertCarried(Client client, String channel) {
        Subscription listener = client.subscribe(Subscribing.to(channel));
        client.publish(channel, channel);
        Received message = listener.awaitExactly(1L).getFirst();
        assertThat(message.channel()).isEqualTo(channel);
        assertThat(message.text()).isEqualTo(channel);
    }

    @Test
    default void shouldRefuseSubscriptionsToIllegalNames(LibraryUnderTest library) {
        // given
        Client client = library.connect();

        for (String illegal :
                List.of(".a", "a.", "a..b", "a/b", "a.*", "*", "a.>", ">", "a*b", "a>b")) {
            // when
            String refusal = client.refusalOf(Subscribing.to(illegal));

            // then
            assertThat(refusal).as(illegal).isEqualTo("stan: invalid subject");
        }
    }

    /** Names with an empty token are no NATS subjects: such a request reaches no server. */
    @Test
    default void shouldRefuseMessagesToIllegalNames(LibraryUnderTest library) {
        // given
        Client client = library.connect();

        for (String illegal : List.of("a/b", "a*b", "a>b", "a.*", "a.>")) {
            // when
            String refusal = client.refusalToPublish(illegal);

            // then
            assertThat(refusal).as(illegal).isEqualTo("stan: invalid publish request");
        }
    }

    @Test
    default void shouldKeepManyChannelsApart(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        Map<String, Subscription> listeners = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            String channel = library.newName();
            listeners.put(channel, client.subscribe(Subscribing.to(channel)));
        }

        // when
        listeners.keySet().forEach(channel -> client.publish(channel, "1 " + channel));
        listeners.keySet().forEach(channel -> client.publish(channel, "2 " + channel));

        // then
        listeners.forEach((channel, listener) ->
                assertThat(listener.awaitExactly(1L, 2L))
                        .extracting(Received::text)
                        .containsExactly("1 " + channel, "2 " + channel));
    }
}
