package dev.stanchion.store.file.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.store.file.disk.DirectoryLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    private static final ClientRecord ORDERS = client("orders", 3);
    private static final ClientRecord PATIENT = client("patient", 88);

    @TempDir Path temp;
    private final SettableClock clock = new SettableClock();
    private Path directory = Path.of("");
    private Path killed = Path.of("");

    @BeforeEach
    void name() {
        directory = temp.resolve("state/ticketing-4222");
        killed = temp.resolve("killed");
    }

    private static ClientRecord client(String id, int pingMaxOut) {
        return new ClientRecord(id, "_INBOX." + id, "conn-" + id, 1, 5, pingMaxOut);
    }

    private static SubscriptionRecord subscription(long id, String clientId, long lastSent) {
        return new SubscriptionRecord(
                id,
                clientId,
                "",
                "_INBOX.in",
                "_INBOX.ack",
                8,
                30,
                "durable",
                lastSent,
                true,
                false);
    }

    private JournalRun begin() {
        return JournalRun.in(directory, clock);
    }

    private JournalRun afterKill(JournalRun run) {
        run.copyTo(killed);
        return JournalRun.in(killed, clock);
    }

    @Test
    void shouldGoOnAfterAKillWithClientsChannelsAndSubscriptions() {
        try (JournalRun run = begin()) {
            // given
            assertThat(run.recovered()).isEqualTo(RecoveredState.NOTHING);
            run.connect(ORDERS);
            Journal.OpenChannel channel = run.open("tickets:created");
            channel.subscriptions().put(subscription(4, "orders", 0));
            run.flush(channel);
            channel.position().advance(77, 88);

            // when
            try (JournalRun next = afterKill(run)) {
                // then
                RecoveredState recovered = next.recovered();
                assertThat(recovered.server()).isEqualTo(Optional.of(JournalRun.SERVER));
                assertThat(recovered.clients()).containsExactly(ORDERS);
                assertThat(recovered.channels())
                        .containsExactly(
                                new RecoveredState.Channel(
                                        "tickets:created",
                                        List.of(
                                                new RecoveredState.Subscription(
                                                        subscription(4, "orders", 77),
                                                        List.of()))));
                Journal.OpenChannel again = next.open("tickets:created");
                assertThat(again.position().lastSequence()).isEqualTo(77);
                assertThat(again.position().lastTimestampEpochNanos()).isEqualTo(88);
                assertThat(again.subscriptions().highestId()).isEqualTo(4);
            }
        }
    }

    @Test
    void shouldGoOnAfterManyRestartsInARow() {
        // given
        try (JournalRun run = begin()) {
            run.connect(ORDERS);
            run.open("foo").position().advance(1, 1);
        }

        for (long restart = 2; restart < 10; restart++) {
            // when
            clock.advance(Duration.ofSeconds(15));
            try (JournalRun run = begin()) {
                // then
                assertThat(run.recovered().clients()).containsExactly(ORDERS);
                Position position = run.open("foo").position();
                assertThat(position.lastSequence()).isEqualTo(restart - 1);
                position.advance(restart, restart);
            }
        }
    }

    @Test
    void shouldNotRememberWhoIsGoneThroughManyRestartsInARow() {
        // given
        try (JournalRun run = begin()) {
            run.connect(ORDERS);
            run.open("foo").position().advance(1, 1);
        }

        // when: four times 6 s, and its window is 20 s
        for (int restart = 1; restart <= 3; restart++) {
            clock.advance(Duration.ofSeconds(6));
            try (JournalRun run = begin()) {
                assertThat(run.recovered().clients()).containsExactly(ORDERS);
                run.journal().clients().present("orders", false);
            }
        }
        clock.advance(Duration.ofSeconds(6));

        // then
        try (JournalRun run = begin()) {
            assertThat(run.recovered()).isEqualTo(RecoveredState.NOTHING);
            assertThat(run.open("foo").position().lastSequence()).isZero();
        }
    }

    @Test
    void shouldRememberWhoComesBack() {
        // given
        try (JournalRun run = begin()) {
            run.connect(ORDERS);
        }
        clock.advance(Duration.ofSeconds(15));
        try (JournalRun run = begin()) {
            run.journal().clients().present("orders", false);
            clock.advance(Duration.ofSeconds(4));

            // when
            run.journal().clients().present("orders", true);
        }
        clock.advance(Duration.ofSeconds(19));

        // then
        try (JournalRun run = begin()) {
            assertThat(run.recovered().clients()).containsExactly(ORDERS);
        }
    }

    @Test
    void shouldCountFromWhenAClientWentWhoseServerRanOn() {
        // given
        try (JournalRun run = begin()) {
            run.connect(ORDERS);
            run.connect(PATIENT);
            run.journal().clients().present("orders", true);
            run.journal().clients().present("orders", false);
            clock.advance(Duration.ofSeconds(19));
        }
        clock.advance(Duration.ofSeconds(2));

        // when
        try (JournalRun run = begin()) {
            // then
            assertThat(run.recovered().clients()).containsExactly(PATIENT);
        }
    }

    @Test
    void shouldForgetWhoCanNotBeWaitingAnyMore() {
        // given
        try (JournalRun run = begin()) {
            run.connect(ORDERS);
            run.connect(PATIENT);
        }
        clock.advance(Duration.ofSeconds(21));

        // when
        try (JournalRun run = begin()) {
            // then
            assertThat(run.recovered().clients()).containsExactly(PATIENT);
        }
        try (JournalRun run = begin()) {
            assertThat(run.recovered().clients()).containsExactly(PATIENT);
        }
    }

    @Test
    void shouldBeginAnewTheNextMorning() throws IOException {
        // given
        try (JournalRun run = begin()) {
            run.connect(ORDERS);
            run.open("foo").position().advance(1, 1);
        }
        clock.advance(Duration.ofHours(9));

        // when
        try (JournalRun run = begin()) {
            // then
            assertThat(run.recovered()).isEqualTo(RecoveredState.NOTHING);
            assertThat(run.open("foo").position().lastSequence()).isZero();
            assertThat(directory.resolve("records.old")).exists();
            assertThat(directory.resolve("positions.old")).exists();
        }
    }

    @Test
    void shouldNotCountAStartThatServedNobody() {
        // given
        try (JournalRun run = begin()) {
            run.connect(ORDERS);
        }
        clock.advance(Duration.ofSeconds(15));

        // when
        JournalRun.notYetServing(directory, new OwnerFiles(), clock).close();
        clock.advance(Duration.ofSeconds(6));

        // then
        try (JournalRun run = begin()) {
            assertThat(run.recovered()).isEqualTo(RecoveredState.NOTHING);
        }
    }

    @Test
    void shouldForgetClientsSubscriptionsAndChannelsThatAreGone() {
        try (JournalRun run = begin()) {
            // given
            run.connect(ORDERS);
            run.connect(PATIENT);
            run.open("gone").position().advance(5, 5);
            Journal.OpenChannel kept = run.open("kept");
            kept.subscriptions().put(subscription(1, "orders", 0));
            kept.subscriptions().put(subscription(2, "orders", 0));

            // when
            kept.subscriptions().delete(2);
            run.delete("gone");
            run.delete("unknown");
            run.disconnect("orders");

            // then
            try (JournalRun next = afterKill(run)) {
                assertThat(next.recovered().clients()).containsExactly(PATIENT);
                assertThat(next.recovered().channels()).hasSize(1);
                Journal.OpenChannel again = next.open("kept");
                assertThat(again.subscriptions().highestId()).isEqualTo(2);
                assertThat(next.open("gone").position().lastSequence()).isZero();
            }
        }
    }

    @Test
    void shouldRememberTheHighestIdWhenTheRecordsAreReplaced() {
        try (JournalRun run = begin()) {
            // given
            run.connect(ORDERS);
            Journal.OpenChannel channel = run.open("foo");
            channel.subscriptions().put(subscription(9, "orders", 0));
            channel.subscriptions().delete(9);

            // when
            for (int i = 0; i < 2_000; i++) {
                channel.subscriptions().put(subscription(1, "orders", i));
            }
            run.flush(channel);

            // then
            assertThat(directory.resolve("records")).isRegularFile();
            assertThat(directory.resolve("records").toFile().length()).isLessThan(70_000);
            try (JournalRun next = afterKill(run)) {
                assertThat(next.open("foo").subscriptions().highestId()).isEqualTo(9);
                assertThat(next.recovered().channels().getFirst().subscriptions()).hasSize(1);
            }
        }
    }

    @Test
    void shouldBeReadableByItsOwnerOnly() throws IOException {
        try (JournalRun run = begin()) {
            // given
            run.connect(ORDERS);

            // then
            assertThat(permissions(directory)).isEqualTo("rwx------");
            for (String name : List.of("records", "positions", "lock")) {
                assertThat(permissions(directory.resolve(name))).isEqualTo("rw-------");
            }
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void shouldTellWhoHasTheDirectory() throws IOException {
        // given
        try (JournalRun run = begin()) {
            run.connect(ORDERS);

            // then
            assertThatThrownBy(() -> DirectoryLock.acquire(directory))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BUSY))
                    .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
        }
        DirectoryLock.acquire(directory).close();
    }

    @Test
    void shouldLeaveTheJournalToTheServerThatHasIt() {
        try (JournalRun run = begin()) {
            // given
            run.connect(ORDERS);

            // when
            try (JournalRun second = begin()) {
                second.connect(PATIENT);
                assertThat(second.recovered()).isEqualTo(RecoveredState.NOTHING);
            }

            // then
            try (JournalRun next = afterKill(run)) {
                assertThat(next.recovered().clients()).containsExactly(ORDERS);
            }
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a locked file cannot be replaced there")
    void shouldWriteNothingOnceAnotherHasTheDirectory() throws IOException {
        // given
        JournalRun run = JournalRun.notYetServing(directory, new OwnerFiles(), clock);
        run.connect(ORDERS);
        Path other = directory.resolve("other");
        try (FileChannel channel =
                FileChannel.open(other, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            Files.move(other, directory.resolve("lock"), StandardCopyOption.REPLACE_EXISTING);
            byte[] records = Files.readAllBytes(directory.resolve("records"));
            byte[] positions = Files.readAllBytes(directory.resolve("positions"));

            // when
            run.journal().clientsMayCome();
            run.connect(PATIENT);
            run.close();

            // then
            assertThat(directory.resolve("records")).hasBinaryContent(records);
            assertThat(directory.resolve("positions")).hasBinaryContent(positions);
        }
    }

    @Test
    void shouldGoOnWithoutAJournalWhenThereCanBeNoDirectory() throws IOException {
        // given
        Files.writeString(temp.resolve("state"), "in the way");

        // when
        try (JournalRun run = begin()) {
            run.connect(ORDERS);

            // then
            assertThat(run.recovered()).isEqualTo(RecoveredState.NOTHING);
        }
    }

    @Test
    void shouldSetAsideWhatIsDamaged() throws IOException {
        // given
        try (JournalRun run = begin()) {
            run.connect(ORDERS);
            run.connect(PATIENT);
        }
        byte[] damaged = Files.readAllBytes(directory.resolve("records"));
        damaged[24 + 8]++; // behind the header of the file and that of its first record
        Files.write(directory.resolve("records"), damaged);

        // when
        try (JournalRun run = begin()) {
            // then
            assertThat(run.recovered()).isEqualTo(RecoveredState.NOTHING);
            run.connect(PATIENT);
        }
        assertThat(directory.resolve("records.old")).hasBinaryContent(damaged);
        try (JournalRun run = begin()) {
            assertThat(run.recovered().clients()).containsExactly(PATIENT);
        }
    }

    @Test
    void shouldBeginAnewWhenThePositionsAreGone() throws IOException {
        // given
        try (JournalRun run = begin()) {
            run.connect(ORDERS);
            run.open("foo").position().advance(1, 1);
        }

        // when
        Files.delete(directory.resolve("positions"));

        // then
        try (JournalRun run = begin()) {
            assertThat(run.recovered()).isEqualTo(RecoveredState.NOTHING);
        }
    }

    /** Whatever is written after the disk is full is missing, so nothing is to be believed. */
    @Test
    void shouldLetTheServerGoOnWhenTheDiskIsFullAndNotBeBelievedLater() {
        // given
        FaultyFiles files = new FaultyFiles();
        try (JournalRun run = JournalRun.in(directory, files, clock)) {
            run.connect(ORDERS);
            Journal.OpenChannel before = run.open("before");

            // when
            files.leaves(20);
            run.connect(PATIENT);
            files.leaves(Long.MAX_VALUE);

            // then
            run.disconnect("orders");
            before.position().advance(1, 1);
            before.subscriptions().put(subscription(7, "patient", 0));
            run.flush(before);
            assertThat(before.subscriptions().highestId()).isEqualTo(7);
            Journal.OpenChannel after = run.open("after");
            after.position().advance(1, 1);
            after.subscriptions().put(subscription(3, "patient", 0));
            run.flush(after);
            run.delete("before");
            try (JournalRun next = afterKill(run)) {
                assertThat(next.recovered()).isEqualTo(RecoveredState.NOTHING);
            }
        }
        try (JournalRun next = begin()) {
            assertThat(next.recovered()).isEqualTo(RecoveredState.NOTHING);
        }
    }

    @Test
    void shouldLetTheServerGoOnWhenTheDiskIsFullFromTheBeginning() {
        // given
        FaultyFiles files = new FaultyFiles();
        files.leaves(10);

        // when
        try (JournalRun run = JournalRun.in(directory, files, clock)) {
            run.connect(ORDERS);
            Journal.OpenChannel channel = run.open("foo");
            channel.position().advance(1, 1);
            run.flush(channel);

            // then
            assertThat(run.recovered()).isEqualTo(RecoveredState.NOTHING);
        }
    }

    @Test
    void shouldLetTheServerGoOnWhenSomebodyEmptiesItsDirectory() throws IOException {
        // given
        try (JournalRun run = begin()) {
            run.connect(ORDERS);
            Journal.OpenChannel channel = run.open("foo");

            // when
            Files.write(directory.resolve("positions"), new byte[0]);
            channel.position().advance(1, 1);
            run.connect(PATIENT);
        }

        // then
        try (JournalRun next = begin()) {
            assertThat(next.recovered()).isEqualTo(RecoveredState.NOTHING);
        }
    }

    @Test
    void shouldCloseTwice() {
        JournalRun run = begin();
        run.close();
        run.close();
    }
}
