package dev.stanchion.engine.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a kind of findings matters, the worst first. */
public enum FindingSeverity {
    /** Messages do not arrive, or somebody is refused. */
    ERROR,
    /** Messages are handled twice, late or not as somebody wanted, or soon will be. */
    WARNING,
    /** Something is left over, or odd. */
    NOTE;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Returns its name for programs: {@code error}. */
    public String code() {
        return code;
    }

    /** Finds a severity by its code. */
    public static Optional<FindingSeverity> of(String code) {
        return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
    }
}
