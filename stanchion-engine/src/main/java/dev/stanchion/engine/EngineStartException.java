package dev.stanchion.engine;

/** The engine must not start with what it was given and what it found; the text says why. */
public final class EngineStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineStartException(String why) {
        super(why);
    }
}
