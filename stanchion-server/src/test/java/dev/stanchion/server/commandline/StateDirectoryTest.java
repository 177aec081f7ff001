package dev.stanchion.server.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDirectoryTest {
    @Test
    void shouldBeWhereTheUserKeepsState() {
        assertThat(StateDirectory.of(Map.of("XDG_STATE_HOME", "/state", "HOME", "/home/op")))
                .isEqualTo(Path.of("/state/stanchion"));
    }

    @Test
    void shouldBeInTheHomeOfWhoSaysNothing() {
        assertThat(StateDirectory.of(Map.of("HOME", "/home/op")))
                .isEqualTo(Path.of("/home/op/.local/state/stanchion"));
    }

    @Test
    void shouldPassOverWhatIsNoAbsolutePath() {
        assertThat(StateDirectory.of(Map.of("XDG_STATE_HOME", "state", "HOME", "")))
                .isEqualTo(Path.of("/var/lib/stanchion"));
    }
}
