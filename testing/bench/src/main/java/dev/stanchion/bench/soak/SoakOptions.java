package dev.stanchion.bench.soak;

import java.time.Duration;
import java.util.List;

/**
 * What {@code bin/client-soak} was asked for.
 *
 * @param length how long it publishes
 * @param calm how long nothing is disturbed between two disturbances
 * @param perSecond how many messages are published in a second, at most
 */
record SoakOptions(Duration length, Duration calm, int perSecond) {
    /** A command line that cannot work; the message is for the user. */
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static SoakOptions parse(List<String> arguments) {
        SoakOptions options = new SoakOptions(Duration.ofMinutes(20), Duration.ofSeconds(10), 200);
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new UsageException(name + ": no value (expected: one behind each option)");
            }
            options = options.with(name, arguments.get(i + 1));
        }
        return options;
    }

    private SoakOptions with(String name, String value) {
        return switch (name) {
            case "--minutes" ->
                    new SoakOptions(
                            Duration.ofMinutes(number(name, value, 1, 1440)), calm, perSecond);
            case "--calm" ->
                    new SoakOptions(
                            length, Duration.ofSeconds(number(name, value, 1, 3600)), perSecond);
            case "--rate" -> new SoakOptions(length, calm, number(name, value, 1, 10_000));
            default ->
                    throw new UsageException(
                            name + ": unknown option (expected: --minutes, --calm, --rate)");
        };
    }

    private static int number(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException(
                "%s: '%s' (expected: a number from %d to %d)".formatted(name, value, least, most));
    }
}
