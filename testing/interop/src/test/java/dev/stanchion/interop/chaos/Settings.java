package dev.stanchion.interop.chaos;

import dev.stanchion.interop.client.ClientLibrary;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run was asked for, by the system properties {@code chaos.minutes}, {@code chaos.seed},
 * {@code chaos.store}, {@code chaos.clients} and {@code chaos.troubles}.
 *
 * @param length of the script
 * @param seed makes the script
 * @param store what all Stanchions share
 * @param clients one process of each
 * @param kinds of trouble
 */
record Settings(
        Duration length,
        long seed,
        SharedStore store,
        List<ClientLibrary> clients,
        Set<Trouble.Kind> kinds) {
    private static final int MOST_MINUTES = 24 * 60;

    Settings {
        clients = List.copyOf(clients);
        kinds = Set.copyOf(kinds);
    }

    /**
     * Reads the properties.
     *
     * @param freshSeed the seed if none is given
     * @throws IllegalArgumentException with the name of the option, its value and what is expected
     */
    static Settings of(Properties properties, long freshSeed) {
        SharedStore store =
                choice("store", properties.getProperty("chaos.store", "sql"), SharedStore.values());
        List<ClientLibrary> clients =
                choices(properties, "clients", Client.values(), Client.values()).stream()
                        .map(Client::library)
                        .toList();
        Trouble.Kind[] possible = store.kinds().toArray(Trouble.Kind[]::new);
        Set<Trouble.Kind> kinds =
                EnumSet.copyOf(choices(properties, "troubles", possible, Trouble.Kind.values()));
        for (Trouble.Kind kind : kinds) {
            if (!store.kinds().contains(kind)) {
                throw wrong("troubles", kind.option(), "with --store " + lower(store), possible);
            }
        }
        long minutes = number("minutes", properties.getProperty("chaos.minutes", "2"));
        if (minutes > MOST_MINUTES) {
            throw new IllegalArgumentException(
                    "--minutes: '%d' (expected: 1 to %d)".formatted(minutes, MOST_MINUTES));
        }
        long seed = number("seed", properties.getProperty("chaos.seed", Long.toString(freshSeed)));
        return new Settings(Duration.ofMinutes(minutes), seed, store, clients, kinds);
    }

    /** The clients by their language, as people name them. */
    private enum Client {
        NODE(ClientLibrary.NODE_0_3_2),
        GO(ClientLibrary.GO_0_10_4),
        JAVA(ClientLibrary.JAVA_2_2_3),
        PYTHON(ClientLibrary.PYTHON_0_4_0);

        private final ClientLibrary library;

        Client(ClientLibrary library) {
            this.library = library;
        }

        ClientLibrary library() {
            return library;
        }
    }

    private static long number(String option, String value) {
        try {
            long number = Long.parseLong(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(notANumber(option, value), e);
        }
        throw new IllegalArgumentException(notANumber(option, value));
    }

    private static String notANumber(String option, String value) {
        return "--%s: '%s' (expected: a number from 1 on)".formatted(option, value);
    }

    private static <E extends Enum<E>> List<E> choices(
            Properties properties, String option, E[] usual, E[] all) {
        String value = properties.getProperty("chaos." + option, "");
        if (value.isEmpty()) {
            return List.of(usual);
        }
        return Arrays.stream(value.split(",", -1)).map(each -> choice(option, each, all)).toList();
    }

    private static <E extends Enum<E>> E choice(String option, String value, E[] all) {
        return Arrays.stream(all)
                .filter(each -> lower(each).equals(value))
                .findFirst()
                .orElseThrow(() -> wrong(option, value, "", all));
    }

    private static <E extends Enum<E>> IllegalArgumentException wrong(
            String option, String value, String where, E[] all) {
        return new IllegalArgumentException(
                "--%s: '%s'%s (expected: %s)"
                        .formatted(
                                option,
                                value,
                                where.isEmpty() ? "" : " " + where,
                                joined(Arrays.asList(all), Settings::lower)));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <T> String joined(List<T> all, Function<T, String> name) {
        return all.stream().map(name).collect(Collectors.joining(", "));
    }
}
