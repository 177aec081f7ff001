package dev.stanchion.cli.bench;

import dev.stanchion.load.server.ServerChoice;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The server of this executable, started as the launcher has started this process. */
final class OwnServer {
    static final String NAME = "stanchion";

    private static final String MAIN_CLASS = "dev.stanchion.cli.Stanchion";

    /** The launchers have an AOT cache for the server and one for everything else. */
    private static final String TOOLS_CACHE = "tools.aot";

    private static final String SERVER_CACHE = "server.aot";

    private OwnServer() {}

    /** Returns the command that starts it in a process of its own, with the memory store. */
    static ServerChoice.Command command() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // An agent or a debugger belongs to this process, and its port is in use.
            if (!argument.startsWith("-agent") && !argument.startsWith("-javaagent")) {
                words.add(argument.replace(TOOLS_CACHE, SERVER_CACHE));
            }
        }
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN_CLASS, "server"));
        return new ServerChoice.Command(NAME, words);
    }
}
