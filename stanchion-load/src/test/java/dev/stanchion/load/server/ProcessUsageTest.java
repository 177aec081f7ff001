package dev.stanchion.load.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessUsageTest {
    @TempDir private Path directory;

    @Test
    void shouldReadTicksBehindANameWithBlanksAndParentheses() throws IOException {
        // given
        Files.writeString(
                directory.resolve("stat"),
                "4711 (a (strange) name) S 1 2 3 4 5 6 7 8 9 10 150 50 13 14 20 0 9 0 1 2 3\n");

        // then
        assertThat(ProcessUsage.in(directory).cpuMicros()).hasValue(2_000_000);
    }

    @Test
    void shouldReadMemory() throws IOException {
        // given
        Files.writeString(
                directory.resolve("status"), "Name:\tx\nVmHWM:\t  2048 kB\nVmRSS:\t1024 kB\n");

        // then
        assertThat(ProcessUsage.in(directory).peakResidentBytes()).hasValue(2048 * 1024);
        assertThat(ProcessUsage.in(directory).residentBytes()).hasValue(1024 * 1024);
    }

    @Test
    void shouldKnowNothingOfAProcessThatIsNotThere() {
        // given
        ProcessUsage nobody = ProcessUsage.in(directory.resolve("gone"));

        // then
        assertThat(nobody.cpuMicros()).isEmpty();
        assertThat(nobody.peakResidentBytes()).isEmpty();
    }
}
