package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.ImportHome;
import dev.stanchion.conformance.server.PersistentServer;
import dev.stanchion.conformance.server.SqlHome;
import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.kit.process.Waiting;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.TransferException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * After a restart, the Go server and a Stanchion on an imported copy deliver the same messages to
 * the same subscriptions. Source: {@code spec/stores.md} 3.9 and 4.6.
 */
@Tag("long")
class ImportedPositionsIT {
    private static final String ORDERS = "orders";
    private static final String TICKETS = "tickets.created";

    @TempDir private Path directory;

    /** A kind of store. */
    enum Kind {
        FILES,
        POSTGRES,
        MARIADB;

        ImportHome.Place place(Path files, boolean isOfGo) {
            return switch (this) {
                case FILES -> new ImportHome.Files(files);
                case POSTGRES -> tables(isOfGo, PostgresServer.shared().newDatabase());
                case MARIADB -> tables(isOfGo, MariaDbServer.shared().newDatabase());
            };
        }

        private static ImportHome.Place tables(boolean isOfGo, TestDatabase database) {
            return new ImportHome.Tables(isOfGo ? database.withTablesOfGo() : database);
        }
    }

    /** What a subscriber gets: everything that a client can see of a message. */
    private record Seen(long sequence, String data, long timestampEpochNanos, boolean redelivered) {
        static Seen of(Delivered message) {
            return new Seen(
                    message.sequence(),
                    message.data(),
                    message.timestampEpochNanos(),
                    message.redelivered());
        }
    }

    @BeforeAll
    static void requireGoServer() {
        if (SqlHome.goServer().isEmpty()) {
            Assumptions.abort("the Go server is not there: see SqlTakeoverIT");
        }
    }

    private ImportHome home(Kind from, Kind to) {
        return new ImportHome(
                from.place(directory.resolve("go"), true),
                to.place(directory.resolve("copy"), false));
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES, FILES",
        "MARIADB, POSTGRES",
        "FILES, MARIADB",
    })
    void shouldDeliverWhatTheGoServerDeliversAfterARestart(Kind from, Kind to) {
        // given
        ImportHome home = home(from, to);
        try (PersistentServer server = PersistentServer.in(home, "positions")) {
            Clients clients = new Clients(server);
            clients.use();
            clients.stopServer();

            // when
            CopyReport report = home.imports();
            server.starts();
            List<List<Seen>> ofGo = clients.deliveries();
            clients.stopServer();
            home.stanchionNext();
            server.starts();

            // then
            assertThat(report.findings().losses()).isZero();
            assertThat(report.messages()).isEqualTo(14);
            assertThat(clients.deliveries()).isEqualTo(ofGo);
            clients.requireToGoOn();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MARIADB"})
    void shouldRefuseWhatTheGoServerChangesDuringTheImport(Kind from) {
        // given
        ImportHome home = home(from, Kind.FILES);
        try (PersistentServer server = PersistentServer.in(home, "running")) {
            StanPeer client = server.client();
            client.publishes(ORDERS, 3);

            try (Source source = home.opens()) {
                // when
                client.publishes(ORDERS, "in the middle");

                // then
                assertThatThrownBy(source::requireUnchanged)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("channel orders has changed during the import");
                assertThat(source.findings().kept().toString())
                        .contains("others are connected to it");
            }
        }
    }

    /** The clients of a server, and what each of their subscriptions gets after a restart. */
    private static final class Clients {
        private static final int PUBLISHED = 12;

        private final PersistentServer server;
        private final StanPeer app;
        private final StanPeer gone;
        private final Subscriber durable;
        private final Subscriber plain;
        private final List<Subscriber> members;

        Clients(PersistentServer server) {
            this.server = server;
            this.app = server.client();
            this.gone = server.client();
            this.durable = app.subscribes(Subscribing.to(ORDERS).durable("dur").ackWaitSeconds(1));
            this.plain = app.subscribes(Subscribing.to(TICKETS).ackWaitSeconds(1));
            Subscribing group =
                    Subscribing.to(ORDERS).durable("g").queue("workers").ackWaitSeconds(1);
            this.members = List.of(app.subscribes(group), app.subscribes(group));
        }

        /** Leaves acknowledged, unacknowledged and unsent messages behind, and a closed durable. */
        void use() {
            Subscriber closed =
                    gone.subscribes(Subscribing.to(ORDERS).durable("late").maxInFlight(4));
            app.publishes(ORDERS, PUBLISHED);
            app.publishes(TICKETS, "");
            app.publishes(TICKETS, "\u00e4 \u2713");
            next(PUBLISHED, durable);
            durable.acknowledges(1, 2, 5, 11);
            next(2, plain);
            plain.acknowledges(1);
            next(PUBLISHED, members);
            members.forEach(member -> member.acknowledges(4, 8, 12)); // one of them has got it
            closed.awaitsNew(1, 2, 3, 4);
            closed.acknowledges(2);
            closed.awaitsNew(5);
            gone.settles(ORDERS);
            app.settles(ORDERS);
            app.settles(TICKETS);
            closed.closes();
            gone.closes();
        }

        /** Stops the server, and forgets what the clients have got of it. */
        void stopServer() {
            server.stops();
            Stream.concat(Stream.of(durable, plain), members.stream())
                    .forEach(each -> {
                        while (each.polls(Duration.ZERO).isPresent()) {}
                    });
        }

        /**
         * Returns what comes of its own accord, what a durable gets that comes back, and all
         * messages.
         */
        List<List<Seen>> deliveries() {
            List<List<Seen>> all = new ArrayList<>();
            all.add(next(8, durable));
            all.add(next(1, plain));
            all.add(next(9, members));
            StanPeer twin = server.twinOf(gone).connects();
            Subscriber late =
                    twin.subscribes(Subscribing.to(ORDERS).durable("late").maxInFlight(100));
            all.add(next(11, late));
            late.staysQuiet();
            late.closes();
            twin.closes();
            StanPeer reader = server.client();
            for (String channel : List.of(ORDERS, TICKETS)) {
                Subscriber everything = reader.subscribes(Subscribing.to(channel).fromFirst());
                all.add(next(channel.equals(ORDERS) ? PUBLISHED : 2, everything));
                everything.staysQuiet();
            }
            reader.closes();
            return all;
        }

        private static List<Seen> next(int count, Subscriber subscriber) {
            return next(count, List.of(subscriber));
        }

        /** Waits for so many messages, and leaves out those that are sent again meanwhile. */
        private static List<Seen> next(int count, List<Subscriber> subscribers) {
            SortedMap<Long, Seen> got = new TreeMap<>();
            Waiting.until(
                    "%d messages come".formatted(count),
                    () -> {
                        for (Subscriber each : subscribers) {
                            each.polls(Duration.ofMillis(10))
                                    .map(Seen::of)
                                    .ifPresent(seen -> got.putIfAbsent(seen.sequence(), seen));
                        }
                        return got.size() >= count;
                    });
            return List.copyOf(got.values());
        }

        /** Nothing that was acknowledged comes again, and new messages come to everybody. */
        void requireToGoOn() {
            app.publishes(ORDERS, "next");
            assertThat(next(9, durable))
                    .extracting(Seen::sequence)
                    .containsExactly(3L, 4L, 6L, 7L, 8L, 9L, 10L, 12L, 13L);
            assertThat(next(10, members))
                    .extracting(Seen::sequence)
                    .containsExactly(1L, 2L, 3L, 5L, 6L, 7L, 9L, 10L, 11L, 13L);
        }
    }
}
