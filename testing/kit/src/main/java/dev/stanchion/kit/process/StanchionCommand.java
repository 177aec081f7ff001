package dev.stanchion.kit.process;

import java.util.List;
import java.util.stream.Stream;

/** Runs {@code bin/stanchion} of the project, which finds the start tokens of the servers here. */
public final class StanchionCommand {
    private StanchionCommand() {}

    /** Starts the command in the folder of the project and waits for nothing. */
    public static Program start(Programs programs, String... arguments) {
        String executable = Project.root().resolve("bin/stanchion").toString();
        List<String> command = Stream.concat(Stream.of(executable), Stream.of(arguments)).toList();
        return programs.start("stanchion", Project.root(), Server.state(), command);
    }
}
