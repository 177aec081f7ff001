package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.protocol.Refusal;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/troubleshooting.md} explains every text that a client can be refused with. */
class TroubleshootingPageTest {
    @ParameterizedTest
    @EnumSource
    void shouldExplainEachRefusal(Refusal refusal) {
        assertThat(Path.of("..", "docs", "troubleshooting.md"))
                .content()
                .contains("`" + refusal.text() + "`");
    }
}
