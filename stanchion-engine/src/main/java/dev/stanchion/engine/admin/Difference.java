package dev.stanchion.engine.admin;

import java.util.Optional;

/**
 * What is not as a plan had it.
 *
 * @param field the name of the number or thing: {@code position}
 * @param then in the plan
 * @param now when the change was to be made
 */
public record Difference(String field, String then, String now) {
    /** Returns the difference between two numbers; empty if there is none. */
    public static Optional<Difference> ofNumber(String field, long then, long now) {
        return then == now
                ? Optional.empty()
                : Optional.of(new Difference(field, String.valueOf(then), String.valueOf(now)));
    }
}
