package dev.stanchion.admin.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong in a request, as RFC 9457 does. Immutable.
 *
 * @param type the path of a page about the kind of problem
 * @param detail what is wrong in this request
 * @param instance the request ID, which is also in the log
 * @param remedy what to do about it; null if there is none
 * @param near existing names that are similar
 * @param differences what is not as the plan had it, if the state has changed
 * @param plan null if there is none
 */
public record Problem(
        String type,
        String title,
        long status,
        String detail,
        String instance,
        @Nullable String remedy,
        List<InvalidValue> errors,
        List<String> near,
        List<Difference> differences,
        @Nullable Plan plan) {
    public Problem {
        errors = List.copyOf(errors);
        near = List.copyOf(near);
        differences = List.copyOf(differences);
    }
}
