package dev.stanchion.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.client.Client;
import dev.stanchion.interop.client.Feature;
import dev.stanchion.interop.client.LibraryUnderTest;
import dev.stanchion.interop.client.Needs;
import dev.stanchion.interop.client.Publishing;
import dev.stanchion.interop.client.Received;
import dev.stanchion.interop.client.Subscribing;
import dev.stanchion.interop.client.Subscription;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The results of publishing, and the answers to the publisher. */
interface PublishBehaviours {
    int MANY = 1_000;

    @Test
    default void shouldAcknowledgeWhatIsPublishedOneByOne(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();

        // when
        client.publish(channel, "first");
        client.publish(channel, "second");

        // then
        List<Received> messages =
                client.subscribe(Subscribing.to(channel).fromFirst()).awaitExactly(1L, 2L);
        assertThat(messages).extracting(Received::text).containsExactly("first", "second");
        assertThat(messages).extracting(Received::channel).containsOnly(channel);
        assertThat(messages).noneMatch(Received::isRedelivered);
    }

    @Test
    default void shouldKeepTheOrderOfAThousandMessagesPublishedWithoutWaiting(
            LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        Subscription listener = client.subscribe(Subscribing.to(channel));

        // when
        Publishing publishing = client.publishWithoutWaiting(channel, MANY);

        // then
        assertThat(publishing.awaitAcknowledged(MANY)).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(listener.awaitAllUpTo(MANY))
                .extracting(Received::text)
                .containsExactlyElementsOf(texts(MANY));
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    @Test
    @Needs(Feature.GUID_OF_A_PUBLISHED_MESSAGE)
    default void shouldEchoTheGuidOfEachMessageInOrder(LibraryUnderTest library) {
        // when
        Publishing publishing = library.connect().publishWithoutWaiting(library.newName(), MANY);

        // then
        List<String> guids = publishing.guids();
        assertThat(publishing.awaitAcknowledged(MANY)).isEqualTo(guids);
    }

    @Test
    @Needs(Feature.CLOSING_WITH_MESSAGES_OUTSTANDING)
    default void shouldStoreWhatWasPublishedBeforeAClose(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();

        // when it closes while acknowledgements are outstanding
        client.publishWithoutWaiting(channel, MANY);
        client.close();

        // then
        Client next = library.connect(library.connecting().as(client.id()));
        next.subscribe(Subscribing.to(channel).fromFirst()).awaitAllUpTo(MANY);
    }
}
