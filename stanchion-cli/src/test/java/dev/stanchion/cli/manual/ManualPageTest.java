package dev.stanchion.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManualPageTest {
    private static String pageWith(String description) {
        CommandPage command =
                new CommandPage(
                        "tool",
                        "[OPTIONS]",
                        List.of("Do it.", description),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
        return ManualPage.of(command, "Tool 1.0");
    }

    @Test
    void shouldNotTakeTextForMacros() {
        assertThat(pageWith(".conf files")).contains("\n\\&.conf files\n");
        assertThat(pageWith("'quoted'")).contains("\n\\(aqquoted\\(aq\n");
        assertThat(pageWith("a \\n b")).contains("\na \\en b\n");
    }

    @Test
    void shouldKeepDashesAsTyped() {
        assertThat(pageWith("Use --all.")).contains("Use \\-\\-all.");
    }

    @Test
    void shouldNameTheProgramAtTheFoot() {
        assertThat(pageWith("x")).startsWith(".TH \"TOOL\" \"1\" \"\" \"Tool 1.0\" \"\"\n");
    }
}
