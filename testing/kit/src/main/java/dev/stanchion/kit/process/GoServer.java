package dev.stanchion.kit.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The Go server that tests compare with, or whose place they take. */
public final class GoServer {
    private static final String READY = "Streaming Server is ready";

    private GoServer() {}

    /** Starts it with a file store, and waits until clients can come. */
    public static Program start(Programs programs, Path store, String... address) {
        return start(
                programs,
                Stream.concat(
                        Stream.of(address), Stream.of("-store", "file", "-dir", store.toString())));
    }

    /** Starts it with flags that name its store, or with its memory store. */
    public static Program start(Programs programs, Stream<String> flags) {
        List<String> command = new ArrayList<>(List.of(require()));
        command.addAll(flags.toList());
        command.addAll(List.of("-cid", Server.CLUSTER_ID));
        Program started = programs.start("go-server", Project.root(), Map.of(), command);
        started.awaitLine(READY);
        return started;
    }

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
