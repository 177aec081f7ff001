package dev.stanchion.transfer.gofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.transfer.GoFixture;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads a channel from a sequence on. */
class PartOfChannelTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void shouldReadTheSameAsAWholeReadHasFromThereOn(GoFixture fixture) {
        requireSameParts(fixture.unpackedIn(directory));
    }

    @ParameterizedTest
    @EnumSource
    void shouldDoSoWithoutIndexes(GoFixture fixture) throws IOException {
        // given
        fixture.unpackedIn(directory);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".idx")).toList()) {
                Files.delete(file);
            }
        }

        // when, then
        requireSameParts(directory);
    }

    private static void requireSameParts(Path store) {
        try (Source source = GoFileStore.openRunning(store, GoFileStore.Options.DEFAULTS)) {
            for (SourceChannel channel : source.channels()) {
                List<Long> all = from(channel, 1);
                for (long sequence = 1; sequence <= all.getLast() + 2; sequence++) {
                    long first = sequence;
                    assertThat(from(channel, sequence))
                            .as("%s from #%d", channel.name(), sequence)
                            .isEqualTo(all.stream().filter(each -> each >= first).toList());
                }
            }
            assertThat(source.findings().losses()).isZero();
        }
    }

    private static List<Long> from(SourceChannel channel, long sequence) {
        List<Long> found = new ArrayList<>();
        channel.readMessagesFrom(sequence, message -> found.add(message.sequence()));
        return found;
    }
}
