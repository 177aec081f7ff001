package dev.stanchion.acceptance.tickets;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Waiting;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** A listener's process and its output. */
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
        Waiting.until(
                "a listener has received " + sequences.size() + " events",
                () -> received().size() >= sequences.size());
        Assertions.assertThat(sequences()).isEqualTo(sequences);
    }
}
