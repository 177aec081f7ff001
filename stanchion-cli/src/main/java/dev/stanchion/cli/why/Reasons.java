package dev.stanchion.cli.why;

import dev.stanchion.cli.api.JsonTree;
import java.util.List;
import java.util.Map;

/**
 * The reasons in an answer of the server. Fields that this program does not know are skipped.
 *
 * @param asOf when the server looked
 */
record Reasons(String asOf, boolean isWrong, List<Reason> all) {
    Reasons {
        all = List.copyOf(all);
    }

    /** One reason. */
    record Reason(String sentence, String remedy, boolean isWrong) {
        private static Reason of(Map<String, Object> fields) {
            return new Reason(
                    JsonTree.text(fields, "sentence"),
                    JsonTree.text(fields, "remedy"),
                    isTrue(fields, "wrong"));
        }
    }

    /** Reads an answer. */
    static Reasons of(Map<String, Object> answer) {
        return new Reasons(
                JsonTree.text(answer, "asOf"),
                isTrue(answer, "wrong"),
                JsonTree.objects(answer, "reasons").stream().map(Reason::of).toList());
    }

    private static boolean isTrue(Map<String, Object> fields, String name) {
        return JsonTree.text(fields, name).equals("true");
    }
}
