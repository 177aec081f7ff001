package dev.stanchion.simulation.campaign;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Range RANGE = new Range("simulated", 1_001, 130, 300);

    @TempDir private Path directory;
    private Path path;

    @BeforeEach
    void setUp() {
        path = directory.resolve("below").resolve("journal");
    }

    private void write() throws IOException {
        try (Journal journal = Journal.open(path, RANGE)) {
            journal.done(0, Map.of(1_007L, "ACKED_MEANS_STORED: something"));
            journal.done(2, Map.of());
        }
    }

    @Test
    void shouldKnowAfterwardsWhatIsDone() throws IOException {
        // given
        write();

        // when
        try (Journal again = Journal.open(path, RANGE)) {

            // then
            assertThat(again.isDone(0)).isTrue();
            assertThat(again.isDone(1)).isFalse();
            assertThat(again.isDone(2)).isTrue();
            assertThat(again.seedsDone()).isEqualTo(50 + 30);
            assertThat(again.failures()).isEqualTo(Map.of(1_007L, "ACKED_MEANS_STORED: something"));
        }
    }

    @Test
    void shouldForgetABlockThatIsNotWhole() throws IOException {
        // given
        write();
        Files.writeString(
                path, "failed 1055 an end\ndone 1", APPEND); // without the end of the line

        // when
        try (Journal again = Journal.open(path, RANGE)) {
            again.done(1, Map.of());
        }

        // then
        try (Journal third = Journal.open(path, RANGE)) {
            assertThat(third.seedsDone()).isEqualTo(130);
        }
        assertThat(Files.readString(path)).endsWith("\ndone 1\n").doesNotContain("done 1done");
    }

    @Test
    void shouldRefuseTheFileOfOtherSeeds() throws IOException {
        // given
        write();

        // when, then
        assertThatThrownBy(() -> Journal.open(path, new Range("simulated", 1_001, 130, 150)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is of other seeds")
                .hasMessageContaining("steps=300");
    }

    @Test
    void shouldLeaveOutASeedThatDidNotEnd() throws IOException {
        // given
        try (Journal journal = Journal.open(path, RANGE)) {
            journal.stuck(1_060, "does not end");
        }

        // when
        try (Journal again = Journal.open(path, RANGE)) {

            // then
            assertThat(again.hasFailed(1_060)).isTrue();
            assertThat(again.isDone(1)).isFalse();
        }
    }
}
