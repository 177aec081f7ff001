package dev.stanchion.acceptance.tickets;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ticket story with {@code node-nats-streaming} from npm. */
@Tag("long")
class NodeTicketStoryIT extends TicketStoryContract {
    @Override
    TicketPrograms tickets() {
        return NodeTickets.programs();
    }

    @Test
    void shouldGiveEveryEventToEachOfFiftyListenersWithRandomIds() {
        // given
        List<Listener> copies = story.listen(50, Listening.alone());

        // when
        story.publish(3);

        // then
        copies.forEach(copy -> copy.awaitExactly(List.of(1L, 2L, 3L)));
    }
}
