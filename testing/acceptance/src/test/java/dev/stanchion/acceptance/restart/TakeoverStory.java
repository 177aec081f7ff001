package dev.stanchion.acceptance.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.StanchionCommand;
import dev.stanchion.kit.process.Waiting;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A takeover of the usual cluster, and what its clients may see of it. */
final class TakeoverStory {
    private TakeoverStory() {}

    /** Starts the command. */
    static Program start(Programs programs, String url, Stream<String> arguments) {
        return StanchionCommand.start(
                programs,
                Stream.concat(Stream.of("takeover", url, "--cluster", Server.CLUSTER_ID), arguments)
                        .toArray(String[]::new));
    }

    /**
     * The old server may store the first messages before it takes the durable. What it sent last
     * may not have reached the client: that comes again after the ack wait, behind others.
     */
    static void requireNothingLost(Program program) {
        Witness witness = Witness.of(program);
        assertThat(witness.problems()).isEmpty();
        assertThat(program.isAlive()).isTrue();
        List<Long> sequences = witness.sequences("plain");
        assertThat(sequences).isSorted().doesNotHaveDuplicates();
        long last = sequences.getLast();
        long lastNumber = witness.numbersAsStored("plain").getLast();
        long first = witness.sequences("durable").getFirst();
        List<Long> all = LongStream.rangeClosed(first, last - 1).boxed().toList();
        Waiting.until(
                "the durable has the sequences from %d to %d".formatted(first, last - 1),
                () -> Witness.of(program).sequences("durable").containsAll(all));
        witness = Witness.of(program);
        long firstNumber = witness.numbersAsStored("durable").getFirst();
        assertThat(witness.numbers("durable"))
                .containsAll(
                        witness.acked().stream()
                                .filter(each -> each >= firstNumber && each < lastNumber)
                                .toList());
        assertThat(witness.numbersAsStored("durable")).doesNotHaveDuplicates();
    }
}
