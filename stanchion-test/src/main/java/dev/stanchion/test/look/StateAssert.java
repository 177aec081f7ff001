package dev.stanchion.test.look;

import org.assertj.core.api.AbstractAssert;

/**
 * What assertions about a broker have in common: they look once, or wait until a state holds.
 *
 * @param <S> the assertion itself
 * @param <A> what it looks at
 */
public abstract class StateAssert<S extends StateAssert<S, A>, A> extends AbstractAssert<S, A> {
    private final Questions questions;
    private boolean waits;

    protected StateAssert(A actual, Class<S> type, Questions questions) {
        super(actual, type);
        this.questions = questions;
    }

    /** Lets what follows wait for its state, as long as the broker is patient. */
    public S eventually() {
        waits = true;
        return myself;
    }

    protected final S check(Expectation expectation) {
        try {
            if (waits) {
                questions.await(expectation);
            } else {
                questions.require(expectation);
            }
        } catch (AssertionError e) {
            throw failure("%s", e.getMessage());
        }
        return myself;
    }
}
