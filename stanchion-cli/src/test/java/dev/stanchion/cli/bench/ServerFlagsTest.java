package dev.stanchion.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.load.server.Durability;
import dev.stanchion.load.server.ServerChoice;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class ServerFlagsTest {
    private static List<ServerChoice> keeping(Durability recorded, String... flags) {
        return CommandLine.populateCommand(new ServerFlags(), flags).keeping(recorded);
    }

    private static List<String> words(ServerChoice server) {
        return ((ServerChoice.Command) server).words();
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldGiveBothServersTheStoreOfTheBaselineOnce(Durability recorded) {
        // given
        List<String> bare = words(keeping(Durability.MEMORY).getFirst());
        List<String> flags = recorded.streamingFlags();

        // when
        List<ServerChoice> servers = keeping(recorded, "--against-cmd", "other -D");
        List<ServerChoice> given =
                keeping(recorded, "--server-cmd", "first", "--against-cmd", "other");

        // then
        assertThat(words(servers.get(0))).isEqualTo(joined(bare, flags));
        assertThat(words(servers.get(1))).isEqualTo(joined(List.of("other", "-D"), flags));
        assertThat(words(given.get(0))).isEqualTo(joined(List.of("first"), flags));
        assertThat(words(given.get(1))).isEqualTo(joined(List.of("other"), flags));
    }

    private static List<String> joined(List<String> words, List<String> flags) {
        return Stream.concat(words.stream(), flags.stream()).toList();
    }
}
