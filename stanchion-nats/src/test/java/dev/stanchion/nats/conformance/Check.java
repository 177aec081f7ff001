package dev.stanchion.nats.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One numbered check: the server it needs, and its steps. */
record Check(int number, Fixture fixture, List<Step> steps, String text) {
    private static final Pattern LINE = Pattern.compile("(\\d+) (K\\d) (.*)");
    private static final Pattern STEP = Pattern.compile("`([^`]*)`");

    static List<Check> all() {
        try (InputStream in =
                Objects.requireNonNull(Check.class.getResourceAsStream("checks.txt"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Check::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Check parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("check: " + line + " (expected: number K steps)");
        }
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(matcher.group(3));
        while (step.find()) {
            steps.add(Step.parse(step.group(1)));
        }
        return new Check(
                Integer.parseInt(matcher.group(1)),
                Fixture.valueOf(matcher.group(2)),
                List.copyOf(steps),
                matcher.group(3));
    }

    /** The number with three digits, so that names sort. */
    String name() {
        return "s13_%03d %s".formatted(number, text);
    }
}
