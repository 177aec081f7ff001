package dev.stanchion.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.acceptance.docs.ShellCommand.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellCommandTest {
    @ParameterizedTest
    @CsvSource({
        "bin/nats-streaming-server, SERVER",
        "bin/stanchion server -cid a, SERVER",
        "KEY='a b' bin/stanchion server --encrypt, SERVER",
        "bin/stanchion server -sl term=pid, ENDS",
        "bin/stanchion server --help, ENDS",
        "bin/stanchion listen a, LISTENER",
        "bin/stanchion listen a --count 1, ENDS",
        "bin/stanchion publish a b, ENDS",
        "bin/stanchion bench --list, WORKSHOP",
        "bin/bench-page a.json a.html, WORKSHOP",
        "bin/client-bench --rounds 3, WORKSHOP",
        "bin/client-soak --minutes 3, WORKSHOP",
        "bin/verify, WORKSHOP",
        "mvn verify, WORKSHOP",
    })
    void shouldKnowWhatRunsUntilItIsStopped(String text, Kind kind) {
        assertThat(new ShellCommand(text).kind()).isEqualTo(kind);
    }

    @Test
    void shouldTakeABlockApart() {
        // given
        List<String> lines = List.of("# first", "a b \\", "    --c  # why", "", "V='x y' d '#'");

        // when
        List<ShellCommand> commands = ShellCommand.of(new Page.Block(1, "sh", "", false, lines));

        // then
        assertThat(commands).hasSize(2);
        assertThat(commands.getFirst().text()).isEqualTo("a b     --c");
        assertThat(commands.getLast().variables()).isEqualTo("V='x y' ");
        assertThat(commands.getLast().program()).isEqualTo("d '#'");
    }
}
