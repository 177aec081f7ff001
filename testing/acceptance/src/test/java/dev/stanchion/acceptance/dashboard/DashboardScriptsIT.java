package dev.stanchion.acceptance.dashboard;

import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Toolchain;
import org.junit.jupiter.api.Test;

/** The units of the dashboard's own scripts, which Node tests. */
class DashboardScriptsIT {
    @Test
    void shouldPassTheirTests() {
        // given
        Toolchain.NODE.orSkip();

        // then
        assertThatNoException()
                .isThrownBy(() ->
                        Command.run(
                                Project.work(),
                                "node",
                                "--test",
                                Project.root()
                                        .resolve("stanchion-dashboard/src/test/js")
                                        .toString()));
    }
}
