package dev.stanchion.interop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.core.client.CoreClient;
import dev.stanchion.interop.core.client.CoreLibraryUnderTest;
import dev.stanchion.interop.core.client.CoreMessage;
import dev.stanchion.interop.core.client.CoreSubscription;
import dev.stanchion.kit.process.Waiting;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The subscribers that get a message. */
interface MessagingBehaviours {
    int MANY = 1000;

    @Test
    default void shouldDeliverToEachSubscriberInOrder(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreClient publisher = library.connect();
        CoreSubscription own = publisher.subscribe(subject);
        CoreSubscription other = library.connect().subscribe(subject);

        // when
        publisher.publishMany(subject, MANY);

        // then
        String[] all = IntStream.range(0, MANY).mapToObj(Integer::toString).toArray(String[]::new);
        own.awaitExactly(all);
        other.awaitExactly(all);
    }

    @Test
    default void shouldMatchOneTokenWithAStar(CoreLibraryUnderTest library) {
        // given
        String root = library.newName();
        CoreClient client = library.connect();
        CoreSubscription subscription = client.subscribe(root + ".*.created");

        // when
        client.publish(root + ".created", "too short");
        client.publish(root + ".orders.created", "order");
        client.publish(root + ".orders.eu.created", "too long");
        client.publish(root + ".tickets.updated", "other");
        client.publish(root + ".tickets.created", "ticket");

        // then
        subscription.awaitExactly("order", "ticket");
        assertThat(subscription.received())
                .extracting(CoreMessage::subject)
                .containsExactly(root + ".orders.created", root + ".tickets.created");
    }

    @Test
    default void shouldMatchTheRestWithAGreaterThan(CoreLibraryUnderTest library) {
        // given
        String root = library.newName();
        CoreClient client = library.connect();
        CoreSubscription subscription = client.subscribe(root + ".>");

        // when
        client.publish(root, "nothing follows");
        client.publish(root + "er.orders", "other");
        client.publish(root + ".orders", "one");
        client.publish(root + ".orders.eu.created", "three");

        // then
        subscription.awaitExactly("one", "three");
    }

    @Test
    default void shouldShareMessagesAmongAQueueGroup(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreSubscription first = library.connect().subscribe(subject, "workers");
        CoreSubscription second = library.connect().subscribe(subject, "workers");
        CoreSubscription audit = library.connect().subscribe(subject);
        CoreSubscription otherGroup = library.connect().subscribe(subject, "archive");

        // when
        library.connect().publishMany(subject, MANY);

        // then each message is one member's, and both work
        audit.await(MANY);
        otherGroup.await(MANY);
        awaitTogether(first, second);
        assertThat(first.texts()).isNotEmpty().doesNotContainAnyElementsOf(second.texts());
        assertThat(second.texts()).isNotEmpty();
        assertThat(audit.received()).hasSize(MANY);
        assertThat(otherGroup.received()).hasSize(MANY);
    }

    private static void awaitTogether(CoreSubscription first, CoreSubscription second) {
        Waiting.until(
                "all messages", () -> first.received().size() + second.received().size() >= MANY);
        assertThat(first.received().size() + second.received().size()).isEqualTo(MANY);
    }

    @Test
    default void shouldStopAfterAsManyMessagesAsWereAskedFor(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreClient client = library.connect();
        CoreSubscription three = client.subscribeUpTo(3, subject);
        CoreSubscription all = client.subscribe(subject);

        // when
        client.publishMany(subject, 10);

        // then
        all.await(10);
        assertThat(three.texts()).containsExactly("0", "1", "2");
    }

    @Test
    default void shouldStopAfterAnUnsubscribe(CoreLibraryUnderTest library) {
        // given
        String subject = library.newName();
        CoreClient client = library.connect();
        CoreSubscription leaving = client.subscribe(subject);
        CoreSubscription staying = client.subscribe(subject);
        client.publish(subject, "before");
        leaving.await(1);

        // when
        leaving.unsubscribe();
        client.flush();
        client.publish(subject, "after");

        // then
        staying.awaitExactly("before", "after");
        assertThat(leaving.texts()).isEqualTo(List.of("before"));
    }
}
