package dev.stanchion.kit.process;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The tools for a client in another language, or for a page. If a developer's machine lacks them,
 * the tests are skipped with that reason. If the environment variable {@code
 * ACCEPTANCE_REQUIRE_NODE}, {@code …_GO}, {@code …_PYTHON} or {@code …_BROWSER} is {@code true}, as
 * in CI, they fail.
 */
public enum Toolchain {
    NODE,
    GO,
    PYTHON,
    BROWSER;

    private List<String> commands() {
        return switch (this) {
            case NODE -> List.of("node", "npm");
            case GO -> List.of("go");
            case PYTHON -> List.of("python3");
            case BROWSER -> List.of("chromium");
        };
    }

    /** Returns if it is here; else ends the test, as failed where it is required. */
    public void orSkip() {
        for (String command : commands()) {
            if (!Command.isOnThePath(command)) {
                unusable(command + " is not on the PATH");
            }
        }
    }

    /**
     * Ends the test: as failed if this toolchain is required, and otherwise as skipped.
     *
     * @param reason the part that is missing or does not work
     */
    public void unusable(String reason) {
        String text = reason + ", so what needs it was not tested";
        if (isRequired()) {
            Assertions.fail(text + ", but ACCEPTANCE_REQUIRE_" + name() + " is set");
        }
        Assumptions.abort(text);
    }

    private boolean isRequired() {
        String property =
                "acceptance.require"
                        + name().charAt(0)
                        + name().substring(1).toLowerCase(Locale.ROOT);
        return Boolean.getBoolean(property)
                || Boolean.parseBoolean(System.getenv("ACCEPTANCE_REQUIRE_" + name()));
    }
}
