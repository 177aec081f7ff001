package dev.stanchion.kit.wire;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Describes bytes that came in place of a line of the protocol, in one short line: a report keeps
 * little of an error. The values help to find where the bytes came from.
 */
final class Garbled {
    private static final int BEGINNING = 24;
    private static final int VALUES = 4;

    private Garbled() {}

    /**
     * @param line a line, one character for each byte
     */
    static String described(String line) {
        Map<Integer, Long> counts =
                line.chars()
                        .boxed()
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        String often =
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<Integer, Long>comparingByValue(
                                        Comparator.reverseOrder()))
                        .limit(VALUES)
                        .map(entry -> "%d x %02x".formatted(entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining(", "));
        String beginning =
                line.chars()
                        .limit(BEGINNING)
                        .mapToObj("%02x"::formatted)
                        .collect(Collectors.joining());
        return line.length() + " bytes up to a line end (" + often + "), first " + beginning;
    }
}
