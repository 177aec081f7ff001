package dev.stanchion.conformance;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scenario in the name of a test: {@code s14_008_shouldRefuse…} is the eighth.
 *
 * @param sentence completes "A server should …"
 */
record ScenarioName(int number, String sentence) {
    private static final Pattern NAME = Pattern.compile("s14_(\\d{3})_should(\\w+)");
    private static final Pattern WORD_START = Pattern.compile("(?=[A-Z])");

    static Optional<ScenarioName> of(String testName) {
        Matcher name = NAME.matcher(testName);
        return name.matches()
                ? Optional.of(
                        new ScenarioName(Integer.parseInt(name.group(1)), words(name.group(2))))
                : Optional.empty();
    }

    private static String words(String camelCase) {
        return String.join(" ", WORD_START.split(camelCase, -1)).toLowerCase(Locale.ROOT);
    }
}
