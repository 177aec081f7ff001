package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Durations;
import dev.stanchion.client.StartAt;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads where to start: {@code first}, {@code last}, {@code new}, {@code seq:7}, {@code time:10m}.
 */
final class StartText implements ITypeConverter<StartAt> {
    private static final String SEQUENCE = "seq:";
    private static final String TIME = "time:";

    @Override
    public StartAt convert(String text) {
        return parse(text)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "'%s' (expected: first, last, new, seq:7, time:10m or"
                                                .formatted(text)
                                        + " time:2026-11-24T10:00:00Z)"));
    }

    static Optional<StartAt> parse(String text) {
        return switch (text) {
            case "first" -> Optional.of(StartAt.first());
            case "last" -> Optional.of(StartAt.lastReceived());
            case "new" -> Optional.of(StartAt.newOnly());
            case String s when s.startsWith(SEQUENCE) -> sequence(s.substring(SEQUENCE.length()));
            case String s when s.startsWith(TIME) -> time(s.substring(TIME.length()));
            default -> Optional.empty();
        };
    }

    private static Optional<StartAt> sequence(String digits) {
        try {
            return Optional.of(StartAt.sequence(Long.parseUnsignedLong(digits)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<StartAt> time(String text) {
        return Durations.parse(text).map(StartAt::ago).or(() -> instant(text));
    }

    private static Optional<StartAt> instant(String text) {
        try {
            return Optional.of(StartAt.time(Instant.parse(text)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
