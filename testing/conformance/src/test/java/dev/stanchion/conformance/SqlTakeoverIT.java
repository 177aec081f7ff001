package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.PersistentServer;
import dev.stanchion.conformance.server.SqlHome;
import dev.stanchion.kit.database.DatabaseServer;
import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.database.TestDatabase;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Go server and Stanchion take turns on one database. Each finds the data of the other, and
 * clients notice only a pause. Source: {@code spec/stores.md} 4.5 and 4.6.
 */
@Tag("long")
class SqlTakeoverIT {
    /** A database server, which is started when a test asks for it. */
    enum Product {
        POSTGRES,
        MARIADB;

        TestDatabase newDatabase() {
            DatabaseServer server =
                    switch (this) {
                        case POSTGRES -> PostgresServer.shared();
                        case MARIADB -> MariaDbServer.shared();
                    };
            return server.newDatabase();
        }
    }

    @BeforeAll
    static void requireGoServer() {
        String missing =
                "the Go server is not there: go install"
                        + " github.com/nats-io/nats-streaming-server@v0.25.6, then"
                        + " -Dconformance.go.server=/path/to/nats-streaming-server";
        if (SqlHome.goServer().isEmpty()) {
            if (Boolean.parseBoolean(System.getenv("ACCEPTANCE_REQUIRE_GO_SERVER"))) {
                throw new AssertionError(missing);
            }
            Assumptions.abort(missing);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnWhereTheGoServerStoppedAndBack(Product product) {
        // given
        SqlHome home = new SqlHome(product.newDatabase().withTablesOfGo());
        try (PersistentServer server = PersistentServer.in(home.goNext(), "takeover")) {
            StanPeer client = server.client();
            Subscribing wish = Subscribing.to("orders").durable("dur").ackWaitSeconds(1);
            Subscriber durable = client.subscribes(wish);
            Subscriber member = client.subscribes(Subscribing.to("orders").queue("workers"));
            client.publishes("orders", 5);
            durable.awaitsNew(1, 2, 3, 4, 5);
            durable.acknowledges(1, 3);
            member.awaitsAndAcknowledges(1, 2, 3, 4, 5);
            client.settles("orders");

            // when
            server.stops();
            home.stanchionNext();
            server.starts();

            // then: the client, which got no notice, has its subscriptions and pending messages
            assertThat(sequencesOf(durable, 3)).containsExactlyInAnyOrder(2L, 4L, 5L);
            durable.acknowledges(2, 4, 5);
            client.publishes("orders", "six");
            durable.awaitsNew(6);
            member.awaitsAndAcknowledges(6);
            everythingIs(server, 1, 6);

            // when: a new durable of Stanchion's, and a message without an acknowledgement
            StanPeer other = server.client();
            Subscriber closed =
                    other.subscribes(Subscribing.to("orders").durable("other").fromFirst());
            closed.awaitsNew(1, 2, 3, 4, 5, 6);
            closed.acknowledges(1, 2, 3, 4, 5);
            other.settles("orders");
            closed.closes();
            other.closes(); // the Go server does not know the subjects that Stanchion gave it
            server.stops();
            home.goNext();
            server.starts();

            // then
            assertThat(sequencesOf(durable, 1)).containsExactly(6L);
            durable.acknowledges(6);
            StanPeer twin = server.twinOf(other).connects();
            Subscriber again = twin.subscribes(Subscribing.to("orders").durable("other"));
            again.awaitsAgain(6);
            client.publishes("orders", "seven");
            durable.awaitsNew(7);
            member.awaitsNew(7);
            again.awaitsNew(7);
            everythingIs(server, 1, 7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-sql_no_caching", "-sql_bulk_insert_limit 100"})
    void shouldGoOnWhateverWayTheGoServerWrote(String flags) {
        // given: more than one row of pending sequences, and acknowledgements in between
        SqlHome home = new SqlHome(Product.POSTGRES.newDatabase().withTablesOfGo());
        try (PersistentServer server = PersistentServer.in(home.goNext(), "forms")) {
            server.stops();
            server.starts(flags);
            StanPeer client = server.client();
            Subscriber durable =
                    client.subscribes(Subscribing.to("orders").durable("dur").ackWaitSeconds(2));
            for (int i = 1; i <= 40; i++) {
                client.publishes("orders", "m" + i);
                durable.awaitsNew(i);
                if (i % 4 != 0) {
                    durable.acknowledges(i);
                }
            }
            client.settles("orders");

            // when
            server.stops();
            home.stanchionNext();
            server.starts();

            // then
            assertThat(sequencesOf(durable, 10))
                    .containsExactlyInAnyOrder(4L, 8L, 12L, 16L, 20L, 24L, 28L, 32L, 36L, 40L);
            durable.acknowledges(4, 12, 20, 28, 36);
            client.settles("orders");

            // when
            server.stops();
            home.goNext();
            server.starts();

            // then
            assertThat(sequencesOf(durable, 5)).containsExactlyInAnyOrder(8L, 16L, 24L, 32L, 40L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetTheGoServerTrimAndExpireWhatStanchionWrote(Product product) {
        // given
        SqlHome home = new SqlHome(product.newDatabase());
        try (PersistentServer server = PersistentServer.in(home.stanchionNext(), "limits")) {
            StanPeer client = server.client();
            client.publishes("orders", 20);
            client.closes(); // the Go server does not know the subjects that Stanchion gave it

            // when
            server.stops();
            home.goNext();
            server.starts("-mm 10");
            StanPeer another = server.client();
            another.publishes("orders", 5);
            another.closes();

            // then
            everythingIs(server, 16, 25);

            // when: the messages that the limit removed do not come back
            server.stops();
            home.stanchionNext();
            server.starts("-mm 1000");

            // then
            everythingIs(server, 16, 25);
        }
    }

    @ParameterizedTest
    @CsvSource({"POSTGRES, AES", "POSTGRES, CHACHA", "MARIADB, AES", "MARIADB, CHACHA"})
    void shouldReadWhatTheGoServerEncryptedAndBack(Product product, String cipher) {
        // given
        String encrypting = "-encrypt -encryption_key of-both -encryption_cipher " + cipher;
        TestDatabase database = product.newDatabase().withTablesOfGo();
        SqlHome home = new SqlHome(database);
        try (PersistentServer server =
                PersistentServer.in(home.goNext(), encrypting, "encrypted-" + cipher)) {
            StanPeer client = server.client();
            client.publishes("orders", "secret of Go");
            client.publishes("orders", "");

            // when
            server.stops();
            home.stanchionNext();
            server.starts();

            // then
            assertThat(everythingIn(server, 2)).containsExactly("secret of Go", "");
            client.publishes("orders", "secret of Stanchion");

            // when
            server.stops();
            home.goNext();
            server.starts();

            // then
            client.publishes("orders", "secret of Go again");
            assertThat(everythingIn(server, 4))
                    .containsExactly(
                            "secret of Go", "", "secret of Stanchion", "secret of Go again");

            // when
            server.stops();
            home.stanchionNext();
            server.starts();

            // then: and with the database alone, none of them is readable
            assertThat(everythingIn(server, 4))
                    .containsExactly(
                            "secret of Go", "", "secret of Stanchion", "secret of Go again");
            assertThat(database.numbers("SELECT count(*) FROM Messages")).containsExactly(4L);
            assertThat(database.numbers("SELECT count(*) FROM Messages WHERE data LIKE '%secret%'"))
                    .containsExactly(0L);
        }
    }

    @Test
    void shouldLeaveAttemptsAndParkedMessagesToTheGoServerAndTakeThemBack() {
        // given: a message is parked, and another one has failed once
        String policy = "--policy orders=max_deliveries:2";
        SqlHome home = new SqlHome(Product.POSTGRES.newDatabase().withTablesOfGo());
        try (PersistentServer server =
                PersistentServer.in(home.stanchionNext(), policy, "attempts")) {
            StanPeer client = server.client();
            Subscribing wish = Subscribing.to("orders").durable("dur").ackWaitSeconds(1);
            Subscriber durable = client.subscribes(wish);
            Subscriber parked = client.subscribes(Subscribing.to("orders.parked").fromFirst());
            client.publishes("orders", "poison");
            durable.awaitsNew(1);
            assertThat(parked.awaitsMessages(1).getFirst().data()).isEqualTo("poison");
            durable.awaitsAgain(1);
            client.publishes("orders", "failed once");
            durable.awaitsNew(2);
            durable.awaitsAgain(2);
            client.settles("orders");
            client.closes(); // the Go server does not know the subjects that Stanchion gave it

            // when
            server.stops();
            home.goNext();
            server.starts(""); // it has no policies

            // then: it delivers messages with a note that it does not know, and the pending ones
            StanPeer reader = server.client();
            Subscriber all = reader.subscribes(Subscribing.to("orders.parked").fromFirst());
            assertThat(all.awaitsMessages(1).getFirst().data()).isEqualTo("poison");
            reader.closes();
            StanPeer twin = server.twinOf(client).connects();
            Subscriber again = twin.subscribes(wish);
            again.awaitsAgain(2);
            twin.publishes("orders", "of the Go server");
            again.awaitsNew(3);
            again.acknowledges(2, 3);
            twin.settles("orders");
            twin.closes();

            // when
            server.stops();
            home.stanchionNext();
            server.starts(policy);

            // then
            StanPeer back = server.client();
            Subscriber kept = back.subscribes(Subscribing.to("orders.parked").fromFirst());
            assertThat(kept.awaitsMessages(1).getFirst().data()).isEqualTo("poison");
            back.closes();
            everythingIs(server, 1, 3);
        }
    }

    /** Returns the payloads of all kept messages, after checking their number. */
    private static List<String> everythingIn(PersistentServer server, int count) {
        StanPeer reader = server.client();
        Subscriber all = reader.subscribes(Subscribing.to("orders").fromFirst());
        List<String> payloads = all.awaitsMessages(count).stream().map(Delivered::data).toList();
        all.staysQuiet();
        reader.closes();
        return payloads;
    }

    private static List<Long> sequencesOf(Subscriber subscriber, int count) {
        return subscriber.awaitsMessages(count).stream()
                .peek(message -> assertThat(message.redelivered()).isTrue())
                .map(Delivered::sequence)
                .toList();
    }

    /** Checks that exactly the sequences from the first to the last are kept. */
    private static void everythingIs(PersistentServer server, long first, long last) {
        StanPeer reader = server.client();
        Subscriber all = reader.subscribes(Subscribing.to("orders").fromFirst());
        all.awaitsNew(LongStream.rangeClosed(first, last).toArray());
        all.staysQuiet();
        reader.closes();
    }
}
