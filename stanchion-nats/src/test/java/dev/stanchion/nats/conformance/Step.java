package dev.stanchion.nats.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One step of a check, on the connection with that letter. */
sealed interface Step {
    char connection();

    record Send(char connection, String text, boolean byteByByte) implements Step {}

    /** The next bytes are one of these; all have the same length. */
    record Expect(char connection, List<String> alternatives) implements Step {}

    record ExpectEnd(char connection) implements Step {}

    record ExpectSilence(char connection) implements Step {}

    record Close(char connection) implements Step {}

    Pattern REPEAT = Pattern.compile("\\{(\\d+)×(.)}");
    Pattern ANY_ORDER = Pattern.compile("\\(([^()]*¦[^()]*)\\)");
    Map<String, String> MACROS =
            Map.of(
                    "{C0}", "CONNECT {\"verbose\":false,\"pedantic\":false}⏎",
                    "{C1}",
                            "CONNECT {\"verbose\":false,\"pedantic\":false,\"protocol\":1,"
                                    + "\"headers\":true,\"no_responders\":true}⏎",
                    "{CV}", "CONNECT {\"verbose\":true,\"pedantic\":false}⏎",
                    "{CP}", "CONNECT {\"verbose\":false,\"pedantic\":true}⏎",
                    "{CE}", "CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":false}⏎");

    Pattern USER = Pattern.compile("\\{U:(\\w+)}");

    static Step parse(String text) {
        char connection = text.charAt(0);
        String rest = text.substring(2);
        return switch (text.charAt(1)) {
            case '>' -> new Send(connection, expand(rest), false);
            case '.' -> new Send(connection, expand(rest), true);
            case '<' -> new Expect(connection, alternatives(rest));
            case '#' -> new ExpectEnd(connection);
            case '~' -> new ExpectSilence(connection);
            case '!' -> new Close(connection);
            default -> throw new IllegalArgumentException("step: " + text);
        };
    }

    private static String expand(String text) {
        String expanded = text;
        for (Map.Entry<String, String> macro : MACROS.entrySet()) {
            expanded = expanded.replace(macro.getKey(), macro.getValue());
        }
        expanded =
                USER.matcher(expanded)
                        .replaceAll(
                                "CONNECT {\"verbose\":false,\"pedantic\":false,\"protocol\":1,"
                                        + "\"headers\":true,\"no_responders\":true,"
                                        + "\"user\":\"$1\",\"pass\":\"p\"}⏎");
        expanded =
                REPEAT.matcher(expanded)
                        .replaceAll(match ->
                                Matcher.quoteReplacement(
                                        match.group(2).repeat(Integer.parseInt(match.group(1)))));
        return expanded.replace("⏎", "\r\n").replace("␊", "\n").replace("⇥", "\t");
    }

    private static List<String> alternatives(String text) {
        Matcher group = ANY_ORDER.matcher(text);
        if (!group.find()) {
            return List.of(expand(text));
        }
        List<String> orders = new ArrayList<>();
        permute(List.of(group.group(1).split(" ¦ ", -1)), "", orders);
        return orders.stream()
                .map(order ->
                        text.substring(0, group.start()) + order + text.substring(group.end()))
                .map(Step::expand)
                .toList();
    }

    private static void permute(List<String> left, String prefix, List<String> orders) {
        if (left.isEmpty()) {
            orders.add(prefix);
        }
        for (int i = 0; i < left.size(); i++) {
            List<String> others = new ArrayList<>(left);
            String next = others.remove(i);
            permute(others, prefix + next, orders);
        }
    }
}
