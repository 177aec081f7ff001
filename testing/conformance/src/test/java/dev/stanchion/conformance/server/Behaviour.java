package dev.stanchion.conformance.server;

import java.nio.file.Path;
import java.util.List;

/** How closely a server follows the Go server. A test without a mark runs with both. */
enum Behaviour {
    /** The Go server itself, or Stanchion with {@code --compat strict}. */
    AS_GO,
    /** Stanchion as it comes. */
    IMPROVED;

    /** Returns the behaviour of this run: {@code -Dconformance.compat=strict} selects the first. */
    static Behaviour ofRun() {
        boolean strict = System.getProperty("conformance.compat", "").equals("strict");
        return strict || Kind.ofExecutable() == Kind.GO ? AS_GO : IMPROVED;
    }

    /** Returns the words that start such a server, before its flags. */
    List<String> command() {
        String executable = ServerProcess.executable();
        return this == IMPROVED || Kind.ofExecutable() == Kind.GO
                ? List.of(executable)
                : List.of(neighbour(executable), "server", "--compat", "strict");
    }

    /** The old name has the old flags only, so {@code stanchion} beside it takes this one. */
    private static String neighbour(String executable) {
        return Path.of(executable).resolveSibling("stanchion").toString();
    }
}
