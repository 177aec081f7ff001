package dev.stanchion.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.client.Client;
import dev.stanchion.interop.client.LibraryUnderTest;
import dev.stanchion.interop.client.Received;
import dev.stanchion.interop.client.Subscribing;
import dev.stanchion.interop.client.Subscription;
import dev.stanchion.kit.process.Waiting;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The distribution of a channel's messages among the members of a queue group. */
interface QueueGroupBehaviours {

    @Test
    default void shouldGiveEachMessageToOneMember(LibraryUnderTest library) {
        // given
        String channel = library.newName();
        Subscribing group = Subscribing.to(channel).inGroup("billing");
        List<Subscription> members =
                Stream.generate(library::connect)
                        .limit(3)
                        .map(client -> client.subscribe(group))
                        .toList();

        // when
        library.connect().publishMany(channel, 30);

        // then
        Waiting.until("the group has all messages", () -> sequences(members).size() >= 30);
        assertThat(sequences(members))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 30).boxed().toList());
        assertThat(members).allSatisfy(member -> assertThat(member.received()).isNotEmpty());
    }

    private static List<Long> sequences(List<Subscription> members) {
        return members.stream().flatMap(member -> member.sequences().stream()).toList();
    }

    @Test
    default void shouldGiveWhatALeavingMemberHadToAnother(LibraryUnderTest library) {
        // given a member with all messages, and one that came later
        Client client = library.connect();
        String channel = library.newName();
        Subscribing group = Subscribing.to(channel).inGroup("billing").acknowledgingByHand();
        Subscription leaving = client.subscribe(group);
        client.publishMany(channel, 3);
        leaving.awaitAllUpTo(3);
        Subscription other = library.connect().subscribe(group);

        // when
        client.close();

        // then
        other.awaitEventually(List.of(1L, 2L, 3L));
        assertThat(other.received()).allMatch(Received::isRedelivered);
        other.acknowledge(1, 3);
    }

    @Test
    default void shouldForgetAPlainGroupWhenItsLastMemberCloses(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        Subscribing group = Subscribing.to(channel).inGroup("billing").fromFirst();
        Subscription last = client.subscribe(group);
        client.publishMany(channel, 2);
        last.awaitAllUpTo(2);

        // when
        last.close();

        // then
        client.subscribe(group).awaitAllUpTo(2);
    }

    @Test
    default void shouldRememberADurableGroupWhenItsLastMemberCloses(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        Subscribing group =
                Subscribing.to(channel).inGroup("billing").durableAs("orders").fromFirst();
        Subscription last = client.subscribe(group);
        client.publishMany(channel, 2);
        last.awaitAllUpTo(2);

        // when
        last.close();
        client.publish(channel, "meanwhile");

        // then
        library.connect().subscribe(group).awaitExactly(3L);
    }

    @Test
    default void shouldForgetADurableGroupWhenItsLastMemberUnsubscribes(LibraryUnderTest library) {
        // given
        Client client = library.connect();
        String channel = library.newName();
        Subscribing group =
                Subscribing.to(channel).inGroup("billing").durableAs("orders").fromFirst();
        Subscription last = client.subscribe(group);
        client.publishMany(channel, 2);
        last.awaitAllUpTo(2);

        // when
        last.unsubscribe();
        client.publish(channel, "meanwhile");

        // then
        library.connect().subscribe(group).awaitAllUpTo(3);
    }
}
