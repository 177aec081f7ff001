package dev.stanchion.server;

import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import dev.stanchion.store.sql.SqlStoreOptions;
import dev.stanchion.store.sql.source.SqlSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The store of a server for channels, subscriptions and clients. */
public sealed interface StoreChoice {
    /** In memory, until the process ends. */
    StoreChoice MEMORY = new Memory();

    /** In a directory, with the defaults of {@link FileStoreOptions}. */
    static StoreChoice in(Path directory) {
        return new File(directory, FileStoreOptions.DEFAULTS);
    }

    /** In memory, until the process ends. */
    record Memory() implements StoreChoice {}

    /**
     * In a directory.
     *
     * @param directory for this server only; created if it is missing
     */
    record File(Path directory, FileStoreOptions options) implements StoreChoice {}

    /**
     * In a database.
     *
     * @param connections the maximum number, at least 1
     */
    record Sql(SqlSource source, SqlStoreOptions options, int connections) implements StoreChoice {
        public Sql {
            if (connections < 1) {
                throw new ConfigurationException(
                        "SQL connections",
                        "SQL connections: \"" + connections + "\" (expected: at least 1)");
            }
        }
    }

    /** In the streams of the NATS cluster that {@link ServerOptions#externalNats} names. */
    record JetStream(JetStreamStoreOptions options, List<URI> monitors) implements StoreChoice {
        /**
         * @param monitors where the NATS servers have their monitoring, as far as that is known
         */
        public JetStream {
            monitors = List.copyOf(monitors);
        }

        /** As the other, when it is not known where the NATS servers have their monitoring. */
        public JetStream(JetStreamStoreOptions options) {
            this(options, List.of());
        }
    }
}
