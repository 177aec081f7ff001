package dev.stanchion.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a whole number on the command line. Its errors name no Java types.
 *
 * @param most the largest number of its type
 */
record WholeNumber<N extends Number>(Function<String, N> parse, N most)
        implements ITypeConverter<N> {
    /** Registers this reader for all whole numbers of a command. */
    static void readAllOf(CommandLine command) {
        WholeNumber<Integer> ofInt = new WholeNumber<>(Integer::valueOf, Integer.MAX_VALUE);
        WholeNumber<Long> ofLong = new WholeNumber<>(Long::valueOf, Long.MAX_VALUE);
        command.registerConverter(int.class, ofInt)
                .registerConverter(Integer.class, ofInt)
                .registerConverter(long.class, ofLong)
                .registerConverter(Long.class, ofLong);
    }

    @Override
    public N convert(String text) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            String why =
                    text.matches("\\d+")
                            ? "'%s' (expected: at most %s)".formatted(text, most)
                            : "'%s' (expected: a whole number)".formatted(text);
            throw new TypeConversionException(why);
        }
    }
}
