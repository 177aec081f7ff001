package dev.stanchion.bench.client;

import java.util.List;
import java.util.Optional;

/**
 * What {@code bin/client-bench} was asked for.
 *
 * @param natsServer the program that serves JetStream; empty to leave JetStream out
 */
record ClientBenchOptions(int rounds, int messages, int bytes, Optional<String> natsServer) {
    /** A command line that cannot work; the message is for the user. */
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static ClientBenchOptions parse(List<String> arguments) {
        ClientBenchOptions options = new ClientBenchOptions(5, 100_000, 128, Optional.empty());
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new UsageException(name + ": no value (expected: one behind each option)");
            }
            options = options.with(name, arguments.get(i + 1));
        }
        return options;
    }

    private ClientBenchOptions with(String name, String value) {
        return switch (name) {
            case "--rounds" ->
                    new ClientBenchOptions(
                            number(name, value, 1, 100), messages, bytes, natsServer);
            case "--messages" ->
                    new ClientBenchOptions(
                            rounds, number(name, value, 1, 1_000_000), bytes, natsServer);
            case "--size" ->
                    new ClientBenchOptions(
                            rounds, messages, number(name, value, 0, 100_000), natsServer);
            case "--nats-server" ->
                    new ClientBenchOptions(rounds, messages, bytes, Optional.of(value));
            default ->
                    throw new UsageException(
                            name
                                    + ": unknown option (expected: --rounds, --messages, --size,"
                                    + " --nats-server)");
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
