package dev.stanchion.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query of a call. Immutable. A parameter that the route does not know is an error, and so is
 * one that is there twice: a typing error in {@code dry_run} must not run the change.
 */
public final class Query {
    private static final int MAX_PARAMETERS = 32;

    private final Map<String, String> parameters;

    private Query(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads a query.
     *
     * @param known the parameters of the route
     * @throws ProblemException if it is malformed, or has another parameter
     */
    public static Query parse(String query, Set<String> known) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!query.isEmpty()) {
            for (String part : query.split("&", MAX_PARAMETERS + 1)) {
                add(part, known, parameters);
            }
        }
        return new Query(Map.copyOf(parameters));
    }

    private static void add(String part, Set<String> known, Map<String, String> parameters) {
        if (part.isEmpty()) {
            return;
        }
        int equals = part.indexOf('=');
        String name = decoded(equals < 0 ? part : part.substring(0, equals));
        String value = decoded(equals < 0 ? "" : part.substring(equals + 1));
        if (!known.contains(name)) {
            throw invalid(
                    name,
                    known.isEmpty()
                            ? "this path has no parameters"
                            : "unknown parameter (expected: %s)"
                                    .formatted(
                                            String.join(", ", known.stream().sorted().toList())));
        }
        if (parameters.put(name, value) != null) {
            throw invalid(name, "is there twice");
        }
    }

    private static String decoded(String text) {
        return PercentDecoding.ofQuery(text)
                .orElseThrow(() ->
                        new ProblemException(
                                Problem.of(
                                        Code.INVALID, "the query is not percent-encoded UTF-8")));
    }

    private static ProblemException invalid(String parameter, String detail) {
        return new ProblemException(
                Problem.of(Code.INVALID, "the query is not valid")
                        .withErrors(List.of(new Problem.FieldError("?" + parameter, detail))));
    }

    /** Returns a parameter. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Returns a parameter that is true or false; false if it is missing. */
    public boolean flag(String name) {
        return switch (text(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "expected: true or false");
        };
    }

    /** Returns a parameter that is a number from {@code least} to {@code most}. */
    public long number(String name, long least, long most, long otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // the same error
        }
        throw invalid(name, "expected: a number from %d to %d".formatted(least, most));
    }

    /** Returns a parameter that is one of some words. */
    public String oneOf(String name, List<String> words, String otherwise) {
        String word = text(name).orElse(otherwise);
        if (!words.contains(word)) {
            throw invalid(name, "expected: " + String.join(", ", words));
        }
        return word;
    }
}
