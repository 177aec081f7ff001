package dev.stanchion.cli.admin;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.cli.api.JsonTree;
import java.util.Map;

/** The server refuses a part of a longer work. */
final class RefusedException extends ApiException {
    private static final long serialVersionUID = 1;

    RefusedException(String what, String remedy) {
        super(what, remedy, null);
    }

    /** Makes the error of an answer. */
    static RefusedException of(ApiClient.Answer answer) {
        Map<String, Object> problem = JsonTree.of(answer);
        String detail = JsonTree.text(problem, "detail");
        String near = near(problem);
        String remedy = JsonTree.text(problem, "remedy");
        return new RefusedException(
                (detail.isEmpty() ? "HTTP " + answer.status() : detail) + near,
                remedy.isEmpty() ? "Nothing more was done." : remedy);
    }

    private static String near(Map<String, Object> problem) {
        return problem.get("near") instanceof Iterable<?> names && names.iterator().hasNext()
                ? "; did you mean " + names.iterator().next() + "?"
                : "";
    }
}
