package dev.stanchion.acceptance.tickets;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code node-nats-streaming} 0.2.6, which much older code still uses. */
@Tag("long")
class NodeClient026IT {
    @RegisterExtension final Programs programs = new Programs();

    @Test
    void shouldConnectPublishAndSubscribe() {
        // given
        TicketPrograms tickets = NodeTickets.programsOnClient026();
        var story = new TicketStory(programs, tickets, Server.start(programs));
        Listener listener = story.listen(Listening.alone());

        // when
        story.publish(2);

        // then
        listener.awaitExactly(List.of(1L, 2L));
    }
}
