package dev.stanchion.store.file.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.OnManualDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Clients and subscriptions of a file store, when there is much to record. */
class FileCatalogTest extends OnManualDisk {
    private long catalogBytes() throws IOException {
        return Files.size(device.directory().resolve("catalog"));
    }

    private static SubscriptionRecord durable(long id, long lastSent) {
        return new SubscriptionRecord(
                id,
                "orders",
                "",
                "_INBOX.in",
                "_INBOX.ack",
                1024,
                30,
                "dur",
                lastSent,
                true,
                false);
    }

    @Test
    void s8_25_shouldCompactWhatManyClientsLeave() throws IOException {
        // given
        ClientRecord stays = new ClientRecord("stays", "_INBOX.hb", "c", 1, 5, 3);
        fixture.put(stays);

        // when
        for (int i = 0; i < 3_000; i++) {
            fixture.put(new ClientRecord("client-" + i, "_INBOX.hb", "c", 1, 5, 3));
            fixture.deleteClient("client-" + i);
        }

        // then
        assertThat(catalogBytes()).isLessThan(140 * 1024);
        fixture.crash();
        assertThat(fixture.recovered().clients()).containsExactly(stays);
    }

    @Test
    void s8_74_s8_81_shouldKeepWhatIsPendingAndTheHighestIdThroughCompactions() throws IOException {
        // given
        TestChannel channel = fixture.open("foo");
        SubscriptionLog log = channel.subscriptions();
        log.put(durable(1, 0));
        log.put(durable(9, 0));
        log.delete(9);
        Random random = new Random(1);
        TreeSet<Long> pending = new TreeSet<>();

        // when
        for (long sequence = 1; sequence <= 20_000; sequence++) {
            log.delivered(1, sequence);
            pending.add(sequence);
            if (random.nextInt(20) > 0) {
                long acknowledged = random.nextBoolean() ? pending.first() : pending.last();
                log.acknowledged(1, acknowledged);
                pending.remove(acknowledged);
            }
            if (sequence % 20 == 0) {
                channel.flushSubscriptions();
            }
        }

        // then
        assertThat(catalogBytes()).isLessThan(300 * 1024);
        fixture.crash();
        RecoveredState.Subscription recovered =
                fixture.recovered().channels().getFirst().subscriptions().getFirst();
        assertThat(recovered.subscription()).isEqualTo(durable(1, 20_000));
        assertThat(recovered.pending()).isEqualTo(List.copyOf(pending));
        assertThat(fixture.open("foo").subscriptions().highestId()).isEqualTo(9);
    }

    @Test
    void k04_s8_85_shouldRecordPositionsByThemselvesWithinATenthOfASecond() {
        // given
        TestChannel channel = fixture.open("foo");
        channel.store("m", 2);
        channel.subscriptions().put(durable(1, 0));
        channel.flushSubscriptions();
        channel.subscriptions().delivered(1, 1);
        channel.subscriptions().delivered(1, 2);
        channel.subscriptions().acknowledged(1, 1);

        // when
        fixture.shard().advance(Duration.ofMillis(100));
        fixture.settle();
        fixture.crash();

        // then
        RecoveredState.Subscription recovered =
                fixture.recovered().channels().getFirst().subscriptions().getFirst();
        assertThat(recovered.subscription().lastSent()).isEqualTo(2);
        assertThat(recovered.pending()).containsExactly(2L);
    }

    @Test
    void shouldWriteOnceForWhatIsDeliveredAndAcknowledgedMeanwhile() throws IOException {
        // given
        TestChannel channel = fixture.open("foo");
        channel.subscriptions().put(durable(1, 0));
        channel.flushSubscriptions();
        long before = catalogBytes();

        // when
        for (long sequence = 1; sequence <= 100_000; sequence++) {
            channel.subscriptions().delivered(1, sequence);
            channel.subscriptions().acknowledged(1, sequence);
        }
        channel.flushSubscriptions();

        // then
        assertThat(catalogBytes() - before).isLessThan(200);
    }

    @Test
    void shouldNotGiveANumberTwice() {
        // given
        fixture.open("foo").store("old");
        fixture.delete("foo");
        fixture.settle();

        // when: the catalog is compacted, and the commit log has the old messages still
        for (int i = 0; i < 2_000; i++) {
            fixture.put(new ClientRecord("client", "_INBOX." + i, "c", 1, 5, 3));
        }
        fixture.crash();
        TestChannel again = fixture.open("foo");

        // then
        assertThat(again.kept()).isEmpty();
        assertThat(again.store("new").sequence()).isEqualTo(1);
        fixture.crash();
        assertThat(fixture.open("foo").kept()).hasSize(1);
    }

    @Test
    void s8_19_shouldSayThatADirectoryCannotBeUsed() throws IOException {
        // given
        Path file = Files.createFile(temp.resolve("file"));

        // when
        FileStore store = new FileStore(file, FileStoreOptions.DEFAULTS);

        // then
        assertThatThrownBy(store::recover)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
        store.close();
    }

    /** As a version without bounds could leave it. */
    @Test
    void shouldStartWithoutWhatHasNamesThatNoClientCanUse() {
        // given
        String name = "x".repeat(1_000_000);
        ClientRecord usual = new ClientRecord("usual", "_INBOX.hb", "c", 1, 5, 3);
        fixture.put(usual);
        fixture.put(new ClientRecord(name, "_INBOX.hb", "c", 1, 5, 3));
        TestChannel channel = fixture.open("foo");
        channel.store("kept");
        channel.subscriptions().put(durable(1, 1));
        channel.subscriptions()
                .put(new SubscriptionRecord(2, "a", "", "in", "ack", 1, 30, name, 1, true, true));
        channel.flushSubscriptions();
        fixture.open(name).store("left where it is");

        // when
        fixture.crash();

        // then
        assertThat(fixture.recovered().clients()).containsExactly(usual);
        RecoveredState.Channel only = fixture.recovered().channels().getFirst();
        assertThat(fixture.recovered().channels()).hasSize(1);
        assertThat(only.name()).isEqualTo("foo");
        assertThat(only.subscriptions())
                .singleElement()
                .satisfies(it -> assertThat(it.subscription()).isEqualTo(durable(1, 1)));
        assertThat(fixture.open("foo").subscriptions().highestId()).isEqualTo(2);

        // when: a new channel gets none of its messages
        TestChannel next = fixture.open("bar");
        next.store("first");
        fixture.crash();

        // then
        assertThat(fixture.open("bar").kept())
                .extracting(TestMessage::data)
                .containsExactly("first");
        assertThat(fixture.open("foo").kept())
                .extracting(TestMessage::data)
                .containsExactly("kept");
    }
}
