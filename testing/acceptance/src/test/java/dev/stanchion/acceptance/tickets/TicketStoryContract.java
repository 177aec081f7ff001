package dev.stanchion.acceptance.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The guarantees for a team's publishers and listeners, with any client library. */
abstract class TicketStoryContract {
    @RegisterExtension final Programs programs = new Programs();

    TicketStory story;

    /** Returns the programs that play the story; ends the test as skipped if they can't run. */
    abstract TicketPrograms tickets();

    @BeforeEach
    void startServer() {
        TicketPrograms tickets = tickets();
        story = new TicketStory(programs, tickets, Server.start(programs));
    }

    @Test
    void shouldRecordEventsWhetherOrNotAListenerIsThere() {
        // given events before any listener
        List<String> early = story.publish(2);
        Listener newOnly = story.listen(Listening.alone());

        // when
        List<String> late = story.publish(1);
        Listener everything = story.listen(Listening.alone().fromTheFirstEvent());

        // then each publish was acknowledged with a GUID of its own
        assertThat(early).hasSize(2).doesNotContain("").doesNotContainAnyElementsOf(late);
        assertThat(early).doesNotHaveDuplicates();
        assertThat(late).hasSize(1).doesNotContain("");
        newOnly.awaitExactly(List.of(3L));
        everything.awaitExactly(List.of(1L, 2L, 3L));
    }

    @Test
    void shouldGiveAListenerThatComesLaterAllEventsInOrder() {
        // given
        story.publish(20);

        // when
        Listener late = story.listen(Listening.alone().fromTheFirstEvent());
        story.publish(1);

        // then
        late.awaitExactly(story.allSequences());
        assertThat(late.received()).isEqualTo(story.allEvents());
    }

    @Test
    void shouldRefuseAnIllegalClientId() {
        // when
        Program illegal = story.start(Listening.alone().as("two words")).program();

        // then
        assertThat(illegal.awaitExit()).isEqualTo(1);
        assertThat(illegal.errors())
                .containsExactly(
                        "stan: invalid clientID: only alphanumeric and `-` or `_` characters"
                                + " allowed");
    }

    @Test
    void shouldRefuseASecondListenerWithTheSameIdAndLeaveTheFirstUndisturbed() {
        // given
        Listener first = story.listen(Listening.alone().as("orders"));

        // when
        Program second = story.start(Listening.alone().as("orders")).program();

        // then
        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.errors()).containsExactly("stan: clientID already registered");
        story.publish(2);
        first.awaitExactly(List.of(1L, 2L));
    }

    @Test
    void shouldTellAClientWithAWrongClusterIdWhichClusterThisIs() {
        story.server().assumeStanchion("it leaves the client to its time-out");

        // when
        Program lost = story.start(Listening.alone().toCluster("tickting")).program();

        // then
        assertThat(lost.awaitExit()).isEqualTo(1);
        assertThat(lost.errors())
                .singleElement()
                .asString()
                .contains("'tickting'")
                .contains("'ticketing'");
    }

    @Test
    void shouldGiveEveryEventToEachOfTwoListenersWithRandomIds() {
        // given
        List<Listener> copies = story.listen(2, Listening.alone());

        // when
        story.publish(3);

        // then
        copies.forEach(copy -> copy.awaitExactly(List.of(1L, 2L, 3L)));
    }

    @Test
    void shouldGiveEachEventToExactlyOneMemberOfAQueueGroup() {
        // given
        List<Listener> members = story.listen(3, Listening.alone().inQueueGroup("billing"));

        // when
        story.publish(30);

        // then
        Waiting.until("the group has received all events", () -> sequencesOf(members).size() >= 30);
        assertThat(sequencesOf(members)).containsExactlyInAnyOrderElementsOf(story.allSequences());
        assertThat(members).allSatisfy(member -> assertThat(member.sequences()).isNotEmpty());
    }

    @Test
    @Tag("long")
    void shouldLetAKilledListenerBackInWithItsIdAtTheFirstTryTenTimes() {
        // given
        Listening orders = Listening.alone().as("orders");
        Listener listener = story.listen(orders);

        // when
        for (int restart = 0; restart < 10; restart++) {
            listener.program().kill();
            listener = story.listen(orders); // fails the test if it ends with an error instead
        }

        // then
        story.publish(1);
        listener.awaitExactly(List.of(1L));
    }

    @Test
    void shouldRedeliverWhatAKilledMemberDidNotAcknowledgeToAnother() {
        // given a member that dies while it handles three events
        Listening member = Listening.alone().inQueueGroup("billing").ackWait(Duration.ofSeconds(1));
        Listener dying = story.listen(member.acknowledgingAfter(Duration.ofHours(1)));
        story.publish(3);
        Waiting.until(
                "the first member has the events",
                () -> dying.sequences().containsAll(story.allSequences()));
        Listener other = story.listen(member.acknowledgingAfter(Duration.ZERO));

        // when
        dying.program().kill();

        // then
        Waiting.until(
                "the other member has the events",
                () -> other.sequences().containsAll(story.allSequences()));
        assertThat(other.received()).allMatch(ReceivedEvent::redelivered);
    }

    private static List<Long> sequencesOf(List<Listener> members) {
        return members.stream().flatMap(member -> member.sequences().stream()).toList();
    }
}
