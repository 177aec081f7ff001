package dev.stanchion.kit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The contract about a store that is filled from plain records, as an import or a backup has them.
 * It must be in the same state as if everything had happened in it. Channels begin above 1 and have
 * holes, messages are years old, and pending messages may be gone.
 */
public abstract class RestoreContract extends ContractTest {
    private static final long YEARS_AGO = 1_500_000_000_000_000_000L;

    /** The last sequence of all, unless the store cannot leave so large a hole before it. */
    private long farBehind() {
        return fixture().sequenceAfter(22, 4_000_000_000L);
    }

    private List<Original> messages() {
        return List.of(
                new Original(17, YEARS_AGO, "first that is left"),
                new Original(18, YEARS_AGO, "of the same instant"),
                new Original(21, YEARS_AGO + 5, ""),
                new Original(22, YEARS_AGO + 1_000_000_000, "\0\u0080\u00ff"),
                new Original(farBehind(), YEARS_AGO + 2_000_000_000, "behind a large hole"));
    }

    private static final SubscriptionRecord DURABLE =
            Subscriptions.durable(4, "orders", "_INBOX.ack", 22);
    private static final SubscriptionRecord CLOSED = Subscriptions.closedDurable(5, "billing");
    private static final SubscriptionRecord GROUP = Subscriptions.groupWithoutMembers(7);

    private SubscriptionRecord member() {
        return new SubscriptionRecord(
                9,
                "listener-1",
                "dur:workers",
                "_INBOX.in",
                "_INBOX.ack.9",
                100,
                -250,
                "",
                farBehind(),
                true,
                false);
    }

    /** The content of the store according to another system. */
    private record Original(long sequence, long timestampEpochNanos, String data) {
        TestMessage in(String channel) {
            return new TestMessage(sequence, timestampEpochNanos, channel, data);
        }
    }

    @Test
    void shouldEqualAfterARestartWhatWasPutIn() {
        // given
        requirePersistence();
        restoreEverything();

        // when
        fixture().restart();

        // then
        shouldHaveEverything();
    }

    @Test
    void shouldEqualAfterACrashWhatWasPutIn() {
        // given
        requirePersistence();
        restoreEverything();

        // when
        fixture().crash();

        // then
        shouldHaveEverything();
    }

    private void restoreEverything() {
        TestChannel channel = fixture().open("tickets:created");
        restore(channel, messages());
        put(channel, DURABLE, 12, 18, 20, 22);
        put(channel, CLOSED);
        put(channel, GROUP);
        put(channel, member(), farBehind());
        channel.flushSubscriptions();
        TestChannel emptied = fixture().open("emptied");
        emptied.subscriptions().put(Subscriptions.durable(1, "orders", "", 90));
        emptied.flushSubscriptions();
    }

    private static void restore(TestChannel channel, List<Original> records) {
        for (Original message : records) {
            channel.log().skipTo(message.sequence());
            channel.appendAt(message.timestampEpochNanos(), message.data());
        }
        channel.commit();
    }

    private static void put(TestChannel channel, SubscriptionRecord record, long... pending) {
        channel.subscriptions().put(record);
        for (long sequence : pending) {
            channel.subscriptions().delivered(record.id(), sequence);
        }
    }

    private void shouldHaveEverything() {
        assertThat(fixture().recovered().channels())
                .extracting(RecoveredState.Channel::name)
                .containsExactlyInAnyOrder("tickets:created", "emptied");
        assertThat(fixture().recovered().channels())
                .filteredOn(each -> each.name().equals("tickets:created"))
                .flatExtracting(RecoveredState.Channel::subscriptions)
                .containsExactlyInAnyOrder(
                        new RecoveredState.Subscription(DURABLE, List.of(12L, 18L, 20L, 22L)),
                        new RecoveredState.Subscription(CLOSED, List.of()),
                        new RecoveredState.Subscription(GROUP, List.of()),
                        new RecoveredState.Subscription(member(), List.of(farBehind())));
        TestChannel channel = fixture().open("tickets:created");
        assertThat(channel.kept())
                .isEqualTo(messages().stream().map(each -> each.in("tickets:created")).toList());
        assertThat(channel.log().firstSequence()).isEqualTo(17);
        assertThat(channel.log().lastSequence()).isEqualTo(farBehind());
        assertThat(channel.log().messageCount()).isEqualTo(messages().size());
        assertThat(channel.log().firstTimestampEpochNanos()).isEqualTo(YEARS_AGO);
        assertThat(channel.log().lastTimestampEpochNanos()).isEqualTo(YEARS_AGO + 2_000_000_000);
        assertThat(channel.subscriptions().highestId()).isEqualTo(9);
        assertThat(channel.sequenceAt(YEARS_AGO + 1)).isEqualTo(21);
        assertThat(channel.sequenceAt(YEARS_AGO + 1_000_000_001)).isEqualTo(farBehind());
        assertThat(channel.store("next").sequence()).isEqualTo(farBehind() + 1);
        TestChannel emptied = fixture().open("emptied");
        assertThat(emptied.store("next").sequence()).isGreaterThan(90);
    }

    @Test
    void shouldRestoreManyMessagesWithManyHoles() {
        // given
        requirePersistence();
        Random random = new Random(47);
        List<Original> records = new ArrayList<>();
        long sequence = 1_000;
        long time = YEARS_AGO;
        for (int i = 0; i < 2_000; i++) {
            sequence += random.nextInt(20) == 0 ? 1 + random.nextInt(1_000) : 1;
            time += random.nextInt(3);
            records.add(new Original(sequence, time, "x".repeat(random.nextInt(100))));
        }
        TestChannel channel = fixture().open("foo");

        // when
        for (int from = 0; from < records.size(); from += 250) {
            restore(channel, records.subList(from, from + 250));
        }
        long bytes = channel.log().byteCount();
        fixture().restart();

        // then
        TestChannel again = fixture().open("foo");
        List<TestMessage> stored = records.stream().map(each -> each.in("foo")).toList();
        assertThat(again.kept()).isEqualTo(stored);
        assertThat(again.log().messageCount()).isEqualTo(2_000);
        assertThat(again.log().byteCount()).isEqualTo(bytes);
        for (int i = 0; i < 2_000; i += 97) {
            assertThat(again.read(stored.get(i).sequence(), 1).messages())
                    .containsExactly(stored.get(i));
        }
    }
}
