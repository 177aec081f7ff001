package dev.stanchion.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.cli.terminal.FailedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private final Template template =
            new Template(() -> "u$1", InstantSource.fixed(Instant.parse("2026-12-01T10:00:00Z")));

    private String filled(String text) {
        return new String(
                template.fill(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void shouldFillInAllPlaceholdersAnewForEachMessage() {
        assertThat(filled("{\"id\":\"${uuid}\",\"at\":\"${now}\",\"n\":${n}}"))
                .isEqualTo("{\"id\":\"u$1\",\"at\":\"2026-12-01T10:00:00Z\",\"n\":1}");
        assertThat(filled("${n}${n} $n {n} ${ n}")).isEqualTo("22 $n {n} ${ n}");
    }

    @Test
    void shouldRefuseAPlaceholderThatNobodyKnows() {
        assertThatThrownBy(() -> filled("${price}"))
                .isInstanceOfSatisfying(
                        FailedException.class,
                        e -> {
                            assertThat(e.problem()).contains("${price}");
                            assertThat(e.remedy()).contains("${uuid}, ${now} or ${n}");
                        });
    }

    @Test
    void shouldRefuseWhatIsNotText() {
        assertThatThrownBy(() -> template.fill(new byte[] {(byte) 0xff}))
                .hasMessageContaining("not text in UTF-8");
    }
}
