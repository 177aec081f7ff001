package dev.stanchion.cli.takeover;

import dev.stanchion.cli.transfer.ImportTarget;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StoreChoice;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.flags.Dialect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The server that starts on the copy.
 *
 * @param flags all of them
 * @param hasNatsServer whether it has a NATS server of its own
 */
record NewServer(List<String> flags, boolean hasNatsServer) {
    /**
     * Reads the flags, before anything happens.
     *
     * @param wrong makes an error of usage
     */
    static NewServer of(
            List<String> given,
            String clusterId,
            ImportTarget target,
            Map<String, String> environment,
            Function<String, ? extends RuntimeException> wrong) {
        List<String> all = new ArrayList<>(List.of("-cluster_id", clusterId));
        all.addAll(target.directoryFlags());
        all.addAll(given);
        String version = NatsServerOptions.defaults().version();
        Request request =
                ServerCommandLine.read(all, Dialect.STANCHION_SERVER, environment, version);
        return switch (request) {
            case Request.Start start -> {
                ServerOptions options = start.options();
                if (!options.clusterId().equals(clusterId)) {
                    throw wrong.apply("the server flags name another cluster ID than --cluster");
                }
                if (!uses(options.store(), target.directoryFlags())) {
                    throw wrong.apply(
                            "the server flags name another store than --into (expected: %s)"
                                    .formatted(target.serverFlags()));
                }
                yield new NewServer(List.copyOf(all), options.externalNats().isEmpty());
            }
            case Request.Refuse refused -> throw wrong.apply(String.join("; ", refused.lines()));
            case Request.Fail failed -> throw wrong.apply(failed.failure().text());
            case Request.Print ignored -> throw startsNone(wrong);
            case Request.Tested ignored -> throw startsNone(wrong);
            case Request.Tell ignored -> throw startsNone(wrong);
        };
    }

    /** The flags of a target that is no directory are the user's: they have its password. */
    private static boolean uses(StoreChoice store, List<String> directoryFlags) {
        return directoryFlags.isEmpty()
                ? store instanceof StoreChoice.Sql
                : store instanceof StoreChoice.File file
                        && file.directory().equals(Path.of(directoryFlags.getLast()));
    }

    private static RuntimeException startsNone(Function<String, ? extends RuntimeException> wrong) {
        return wrong.apply("the server flags start no server");
    }
}
