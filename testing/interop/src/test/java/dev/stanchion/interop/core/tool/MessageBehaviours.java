package dev.stanchion.interop.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.core.client.NatsTool;
import dev.stanchion.interop.core.client.Setup;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code nats pub} and {@code nats sub}. */
interface MessageBehaviours {
    int MAX_PAYLOAD_BYTES = 1024 * 1024;

    @Test
    default void shouldShowAMessageWithItsSubjectAndHeaders(NatsTool nats) {
        // given
        String subject = nats.subject();
        Program subscriber = nats.subscribe(subject, subject).program();

        // when
        NatsTool.End published =
                nats.run(Setup.OPEN, "pub", subject, "hello", "-H", "Trace-Id:4711", "-H", "Via:a");

        // then
        assertThat(published.exitCode()).isZero();
        assertThat(published.text()).contains("Published 5 bytes to \"" + subject + "\"");
        assertThat(subscriber.awaitLine("hello")).isEqualTo("hello");
        assertThat(subscriber.output()).contains("Trace-Id: 4711", "Via: a");
        assertThat(subscriber.awaitLine("Received on")).contains("\"" + subject + "\"");
    }

    @Test
    default void shouldDeliverInOrderByBothWildcards(NatsTool nats) {
        // given
        String subject = nats.subject();
        NatsTool.Subscriber star = nats.subscribe(subject + ".a", subject + ".*", "--raw");
        NatsTool.Subscriber rest = nats.subscribe(subject + ".a", subject + ".>", "--raw");

        // when
        nats.run(Setup.OPEN, "pub", subject + ".a", "one");
        nats.run(Setup.OPEN, "pub", subject + ".a.b", "deeper");
        nats.run(Setup.OPEN, "pub", subject, "above");
        nats.run(Setup.OPEN, "pub", subject + ".b", "two");

        // then
        star.awaitExactly("one", "two");
        rest.awaitExactly("one", "deeper", "two");
    }

    @Test
    default void shouldShareMessagesAmongAQueueGroup(NatsTool nats) {
        // given
        int count = 200;
        String subject = nats.subject();
        String[] member = {subject, "--queue", "workers", "--raw"};
        List<NatsTool.Subscriber> group =
                List.of(nats.subscribe(subject, member), nats.subscribe(subject, member));

        // when
        nats.run(Setup.OPEN, "pub", subject, "job {{ Count }}", "--count", "" + count);

        // then: each message came once, and no member got all of them
        Waiting.until("the group has received all", () -> received(group).size() >= count);
        assertThat(received(group))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, count).mapToObj(i -> "job " + i).toList());
        assertThat(group).noneMatch(each -> each.received().isEmpty());
    }

    private static List<String> received(List<NatsTool.Subscriber> group) {
        List<String> all = new ArrayList<>();
        group.forEach(each -> all.addAll(each.received()));
        return all;
    }

    @Test
    default void shouldCarryTheLargestMessage(NatsTool nats) {
        // given
        String subject = nats.subject();
        NatsTool.Subscriber subscriber = nats.subscribe(subject, subject, "--raw");

        // when
        NatsTool.End published = nats.run(Setup.OPEN, "pub", subject, random(MAX_PAYLOAD_BYTES));

        // then
        assertThat(published.text()).contains("Published 1048576 bytes");
        Waiting.until("the message arrives", () -> !subscriber.received().isEmpty());
        assertThat(subscriber.received().getFirst()).hasSize(MAX_PAYLOAD_BYTES);
    }

    @Test
    default void shouldHaveALargerMessageRefusedReadably(NatsTool nats) {
        // when
        NatsTool.End end =
                nats.run(Setup.OPEN, "pub", nats.subject(), random(MAX_PAYLOAD_BYTES + 1));

        // then
        assertThat(end.exitCode()).isEqualTo(1);
        assertThat(end.text()).contains("maximum payload exceeded");
    }

    private static String random(int bytes) {
        return "{{ Random %1$d %1$d }}".formatted(bytes);
    }
}
