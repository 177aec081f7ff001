package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration on the command line. */
final class DurationText implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return Durations.parse(text)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "'%s' (expected: a duration like 30s, 1m30s or 2h)"
                                        .formatted(text)));
    }
}
