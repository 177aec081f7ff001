package dev.stanchion.server.api;

import dev.stanchion.nats.snapshot.ConnectionSnapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where clients connect from, and with which library: what they have told in the CONNECT of NATS.
 * It is known of connections to this server, and not of those to a NATS cluster.
 */
final class Programs {
    /** How the engine names a connection to this server. */
    private static final Pattern ADDRESS = Pattern.compile("(.*) \\(cid (\\d{1,18})\\)");

    private static final String CONNECTION = "connection";

    /** Loops that end do not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Machine machine;

    Programs(Machine machine) {
        this.machine = machine;
    }

    /**
     * Adds what is known of the connections of clients to their rows.
     *
     * @param addresses of each row, in their order
     */
    CompletionStage<List<Row>> addTo(List<Row> rows, List<String> addresses, Executor port) {
        Map<Long, Row> byId = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = addAddress(rows.get(i), addresses.get(i));
            if (row.value(CONNECTION) instanceof Long id) {
                byId.put(id, row);
            }
        }
        if (byId.isEmpty()) {
            return CompletableFuture.completedFuture(rows);
        }
        return machine.connections(byId.keySet())
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(List.of(), PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .thenApplyAsync(
                        found -> {
                            found.forEach(each -> add(each, byId));
                            return rows;
                        },
                        port);
    }

    /**
     * Adds where a client connects from.
     *
     * @param address as the engine names its connection; empty if that is not known
     */
    static Row addAddress(Row row, String address) {
        Matcher parts = ADDRESS.matcher(address);
        return parts.matches()
                ? row.with("address", parts.group(1)).with(CONNECTION, Long.valueOf(parts.group(2)))
                : row.withText("address", address);
    }

    private static void add(ConnectionSnapshot connection, Map<Long, Row> byId) {
        Optional.ofNullable(byId.get(connection.id()))
                .ifPresent(row ->
                        row.withText("connectionName", connection.peer().name())
                                .withText("language", connection.peer().lang())
                                .withText("libraryVersion", connection.peer().version()));
    }
}
