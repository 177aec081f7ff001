package dev.stanchion.test.look;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A state that a test expects. Immutable.
 *
 * @param text what is expected: {@code group orders of tickets:created to be caught up}
 * @param state whether it holds now
 * @param foundNow what is so instead; empty if the text says all
 * @param channel whose standstill explains a failure; empty for none
 * @param position of the channel; empty for all
 */
public record Expectation(
        String text,
        BooleanSupplier state,
        Supplier<String> foundNow,
        String channel,
        String position) {
    /** Makes an expectation that concerns no channel. */
    public static Expectation of(String text, BooleanSupplier state) {
        return new Expectation(text, state, () -> "", "", "");
    }

    Expectation about(String ofChannel, String ofPosition) {
        return new Expectation(text, state, foundNow, ofChannel, ofPosition);
    }

    /** Lets a failure say what is so instead. */
    public Expectation otherwise(Supplier<String> found) {
        return new Expectation(text, state, found, channel, position);
    }

    boolean holds() {
        return state.getAsBoolean();
    }

    String found() {
        return foundNow.get();
    }
}
