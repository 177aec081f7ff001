package dev.stanchion.kit.process;

import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The Go server that tests compare with, or whose place they take. */
public final class GoServer {
    private GoServer() {}

    /**
     * Returns the program that {@code STANCHION_GO_SERVER} names. Without it the test is skipped;
     * where {@code ACCEPTANCE_REQUIRE_GO_SERVER} is true, it fails.
     */
    public static String require() {
        Optional<String> found = Optional.ofNullable(System.getenv("STANCHION_GO_SERVER"));
        if (found.isEmpty()) {
            String text = "no Go server (expected: STANCHION_GO_SERVER names it)";
            if (Boolean.parseBoolean(System.getenv("ACCEPTANCE_REQUIRE_GO_SERVER"))) {
                Assertions.fail(text);
            }
            Assumptions.abort(text);
        }
        return found.orElseThrow();
    }
}
