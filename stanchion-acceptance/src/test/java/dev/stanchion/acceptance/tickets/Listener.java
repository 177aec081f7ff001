package dev.stanchion.acceptance.tickets;

import dev.stanchion.acceptance.process.Program;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/** A listener's process, seen through what it prints. */
record Listener(Program program) {

    /** Waits until the server has confirmed the subscription. */
    Listener awaitListening() {
        program.awaitLine("Listening on tickets:created");
        return this;
    }

    List<ReceivedEvent> received() {
        return program.output().stream()
                .map(ReceivedEvent::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    List<Long> sequences() {
        return received().stream().map(ReceivedEvent::sequence).toList();
    }

    /** Waits for as many events as {@code sequences} has; they must be exactly these, in order. */
    void awaitExactly(List<Long> sequences) {
        Awaitility.await("listener has received " + sequences.size() + " events")
                .atMost(Program.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> received().size() >= sequences.size());
        Assertions.assertThat(sequences()).isEqualTo(sequences);
    }
}
