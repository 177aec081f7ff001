package dev.stanchion.acceptance.cli;

import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A store of a server.
 *
 * @param target names it to commands; empty if nothing can be restored to it
 * @param flags name it to the server
 */
record StorePlace(String name, String target, List<String> flags) {
    static StorePlace memory() {
        return new StorePlace("memory", "", List.of("-store", "memory"));
    }

    static StorePlace in(TestDatabase database) {
        return new StorePlace(
                database.driver(),
                database.jdbcUrlWithUser(),
                List.of(database.flags().split(" ", -1)));
    }

    static StorePlace files(Path directory) {
        String store = directory.toString();
        return new StorePlace("files", store, List.of("-store", "file", "-dir", store));
    }

    /** The streams of a NATS server, which it starts. */
    static StorePlace streams(Programs programs, Path directory) {
        NatsServer nats = NatsServer.start(programs, "-js", "-sd", directory.toString());
        nats.requireMinorVersion(14);
        return new StorePlace(
                "streams",
                nats.url(),
                List.of("-store", "jetstream", "-js_replicas", "1", "-ns", nats.url()));
    }

    /** Starts a server on it, and waits until clients can come. */
    Program serve(
            Programs programs,
            Map<String, String> environment,
            int port,
            int monitor,
            String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of("-cid", Server.CLUSTER_ID, "-a", "127.0.0.1"));
        all.addAll(List.of("-p", Integer.toString(port), "-m", Integer.toString(monitor)));
        all.addAll(List.of(more));
        Program server = Server.launch(programs, environment, all);
        server.awaitLine("Streaming Server is ready");
        return server;
    }
}
