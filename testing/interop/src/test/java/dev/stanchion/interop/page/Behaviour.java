package dev.stanchion.interop.page;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A test of a contract, as a row of a table.
 *
 * @param method the test
 */
record Behaviour(Method method) {
    private static final Pattern WORD_START = Pattern.compile("(?=[A-Z])");

    /** Returns all, by theme as the contract lists them, and then by name. */
    static List<Behaviour> of(Class<?> contract) {
        return Stream.of(contract.getInterfaces())
                .flatMap(theme ->
                        Stream.of(theme.getDeclaredMethods())
                                .filter(method -> method.isAnnotationPresent(Test.class))
                                .sorted(Comparator.comparing(Method::getName)))
                .map(Behaviour::new)
                .toList();
    }

    /** Completes "The server should", from the name. */
    String sentence() {
        return words(method.getName().substring("should".length()));
    }

    /** Returns its topic, from the interface's name. */
    String theme() {
        return words(method.getDeclaringClass().getSimpleName().replace("Behaviours", ""));
    }

    private static String words(String camelCase) {
        return String.join(" ", WORD_START.split(camelCase)).toLowerCase(Locale.ROOT);
    }

    /** Returns the different behaviour of the Go server; empty if it is the same. */
    Optional<String> onTheGoServer() {
        return Optional.ofNullable(method.getAnnotation(DiffersFromGo.class))
                .map(DiffersFromGo::value);
    }
}
