package dev.stanchion.cli;

import dev.stanchion.cli.manual.CommandPage;
import dev.stanchion.cli.manual.CommandPages;
import dev.stanchion.cli.manual.Manuals;
import dev.stanchion.server.Version;
import dev.stanchion.server.flags.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code ManualPages PREFIX}: writes manual pages and completions of both executables. The packing
 * of a distribution runs it.
 */
final class ManualPages {
    private ManualPages() {}

    public static void main(String[] args) throws IOException {
        new Manuals(Path.of(args[0]), "Stanchion " + Version.stanchion()).write(executables());
    }

    /** Returns the pages of both executables. */
    static List<CommandPage> executables() {
        return List.of(
                CommandPages.of(Stanchion.between(System.out, System.err).commandLine()),
                CommandPages.ofServer("nats-streaming-server", Dialect.NATS_STREAMING_SERVER));
    }
}
