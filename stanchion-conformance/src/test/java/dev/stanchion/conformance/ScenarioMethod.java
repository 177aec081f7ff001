package dev.stanchion.conformance;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A test of this module that proves a numbered scenario, as its name says.
 *
 * @param sentence completes "A server should …", from the name
 */
record ScenarioMethod(int number, String sentence, Method method) {
    private static final Pattern NAME = Pattern.compile("s14_(\\d{3})_should(\\w+)");
    private static final Pattern WORD_START = Pattern.compile("(?=[A-Z])");

    /** Returns all of them, by number and then by name. */
    static List<ScenarioMethod> all() {
        return ReflectionSupport.findAllClassesInPackage(
                        ScenarioMethod.class.getPackageName(),
                        type -> true,
                        name -> name.endsWith("IT"))
                .stream()
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .flatMap(method -> of(method).stream())
                .sorted(
                        Comparator.comparingInt(ScenarioMethod::number)
                                .thenComparing(ScenarioMethod::sentence))
                .toList();
    }

    private static Optional<ScenarioMethod> of(Method method) {
        Matcher name = NAME.matcher(method.getName());
        return name.matches()
                ? Optional.of(
                        new ScenarioMethod(
                                Integer.parseInt(name.group(1)), words(name.group(2)), method))
                : Optional.empty();
    }

    private static String words(String camelCase) {
        return String.join(" ", WORD_START.split(camelCase)).toLowerCase(Locale.ROOT);
    }

    String place() {
        return method.getDeclaringClass().getSimpleName();
    }
}
