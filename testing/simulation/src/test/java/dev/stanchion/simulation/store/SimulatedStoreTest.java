package dev.stanchion.simulation.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.simulation.world.SimulatedShard;
import dev.stanchion.simulation.world.SimulatedShards;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulatedStoreTest {
    private static final StoreBehaviour SLOW_COMMITS =
            new StoreBehaviour(1_000_000_000, 0, 0, 1_000_000_000, 0, 0, 0, 0, 0, 0, 0);
    private static final StoreBehaviour LOSING =
            new StoreBehaviour(0, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0);
    private static final StoreBehaviour SHARED =
            new StoreBehaviour(1_000_000_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100);

    private final VirtualTime time = new VirtualTime();
    private final SimulatedShards shards =
            new SimulatedShards(
                    1,
                    time,
                    new Chance(1),
                    escapee -> {
                        throw new AssertionError(escapee);
                    });
    private final SimulatedShard shard = shards.all().getFirst();
    private final List<String> heard = new ArrayList<>();
    private Disk disk = new Disk();

    @Test
    void shouldShowMessagesOnceTheyAreDurable() {
        // given
        SimulatedStore store = store(2, SLOW_COMMITS);
        ChannelLog log = open(store).messages();

        // when
        onShard(() -> {
            append(log, "first");
            append(log, "second");
            log.commit();
            log.read(1, 10, new Listening());
        });
        assertThat(heard).containsExactly("end 1");
        runAll();
        onShard(() -> log.read(1, 10, new Listening()));

        // then
        assertThat(heard).containsExactly("end 1", "durable 2", "1 first", "2 second", "end 3");
    }

    @Test
    void shouldKeepWhatIsDurableOverACrashAndAnyBeginningOfTheRest() {
        // given
        Set<Long> lasts = new HashSet<>();

        // when
        for (int seed = 0; seed < 40; seed++) {
            disk = new Disk();
            SimulatedStore store = store(seed, StoreBehaviour.PROMPT);
            ChannelLog log = open(store).messages();
            onShard(() -> {
                append(log, "durable");
                log.commit();
            });
            runAll();
            onShard(() -> {
                append(log, "not");
                append(log, "durable");
            });
            store.crash();
            ChannelLog next = open(store(seed, StoreBehaviour.PROMPT)).messages();
            onShard(() -> lasts.add(next.lastSequence()));
        }

        // then
        assertThat(lasts).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void shouldLeaveASequenceUnusedWhoseMessageWasLost() {
        // given
        SimulatedStore store = store(1, LOSING);
        ChannelLog log = open(store).messages();

        // when
        onShard(() -> {
            append(log, "lost");
            log.commit();
        });
        runAll();
        store.behave(StoreBehaviour.PROMPT);
        onShard(() -> {
            append(log, "kept");
            log.commit();
            log.read(1, 10, new Listening());
        });
        runAll();

        // then
        assertThat(heard).containsExactly("lost", "durable 2", "2 kept", "end 3");
    }

    @Test
    void shouldMakeRoomForTheNewestWhenAChannelIsFull() {
        // given
        SimulatedStore store = store(1, StoreBehaviour.PROMPT);
        ChannelLog log = open(store, new ChannelLimits(2, 0, 0)).messages();

        // when
        onShard(() -> {
            append(log, "one");
            append(log, "two");
            append(log, "three");
        });

        // then
        onShard(() -> assertThat(log.firstSequence()).isEqualTo(2));
    }

    @Test
    void shouldRecoverFlushedSubscriptionsWithWhatTheyHaveNotAcknowledged() {
        // given
        SimulatedStore store = store(1, StoreBehaviour.PROMPT);
        ChannelStore channel = open(store);
        store.initialize(new ServerRecord("sim", "_STAN.discover", "sim"));
        onShard(() -> {
            channel.subscriptions().put(subscription(7));
            channel.subscriptions().delivered(7, 1);
            channel.subscriptions().delivered(7, 2);
            channel.subscriptions().acknowledged(7, 1);
            channel.subscriptions().delivered(8, 1);
            channel.subscriptions().flush(done());
        });
        runAll();

        // when
        store.crash();
        var recovered = store(2, StoreBehaviour.PROMPT).recover();

        // then
        assertThat(recovered.channels())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.name()).isEqualTo("tickets");
                    assertThat(one.subscriptions())
                            .singleElement()
                            .satisfies(kept -> {
                                assertThat(kept.pending()).containsExactly(2L);
                                assertThat(kept.subscription().lastSent()).isEqualTo(2);
                            });
                });
    }

    @Test
    void shouldSayThatDeliveriesMayBeMissingWheneverACrashHasLostAny() {
        // given
        Set<String> outcomes = new HashSet<>();

        // when
        for (int seed = 0; seed < 40; seed++) {
            disk = new Disk();
            SimulatedStore store = store(seed, StoreBehaviour.PROMPT);
            store.initialize(new ServerRecord("sim", "_STAN.discover", "sim"));
            ChannelStore channel = open(store);
            onShard(() -> {
                channel.subscriptions().put(subscription(7));
                channel.subscriptions().flush(done());
                channel.subscriptions().delivered(7, 1);
            });
            store.crash();
            RecoveredState.Channel kept =
                    store(seed, StoreBehaviour.PROMPT).recover().channels().getFirst();
            boolean isLost = kept.subscriptions().getFirst().pending().isEmpty();
            outcomes.add((isLost ? "lost" : "kept") + (kept.mayLackDeliveries() ? ", said" : ""));
        }

        // then
        assertThat(outcomes).containsExactlyInAnyOrder("kept", "kept, said", "lost, said");
    }

    @Test
    void shouldMoveUpWhatIsInFlightWhenAnotherWriterStoresMessages() {
        Set<String> histories = new HashSet<>();
        for (int seed = 1; seed <= 50; seed++) {
            // given
            heard.clear();
            disk = new Disk();
            ChannelLog log = open(store(seed, SHARED)).messages();

            // when
            onShard(() -> {
                log.append(new TestMessage(1, 1, "tickets", "ours"));
                log.append(new TestMessage(2, 2, "tickets", "ours, too"));
                log.commit();
            });
            runAll();
            String history = String.join(", ", heard);
            heard.clear();
            Numbers read = new Numbers();
            onShard(() -> log.read(1, 10, read));
            runAll();

            // then: the numbers in the log and in the messages are the same
            histories.add(history);
            onShard(() ->
                    assertThat(read.numbers)
                            .isEqualTo(
                                    LongStream.rangeClosed(1, log.lastSequence())
                                            .boxed()
                                            .toList()));
        }

        // then
        assertThat(histories)
                .contains("1 of another writer at 1, inserted 1, durable 1, durable 3")
                .contains("durable 2, durable 2, 1 of another writer at 3, inserted 1, durable 3");
    }

    /** Decodes messages, whose number must be the one that the log gives. */
    private static final class Numbers implements LogReader {
        private final List<Long> numbers = new ArrayList<>();

        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            MsgProtoCursor cursor = new MsgProtoCursor();
            assertThat(cursor.wrap(buffer, index, length)).isTrue();
            assertThat(cursor.sequence()).isEqualTo(sequence);
            numbers.add(sequence);
            return true;
        }

        @Override
        public void onEnd(long nextSequence) {}

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            throw why;
        }
    }

    private SimulatedStore store(long seed, StoreBehaviour behaviour) {
        SimulatedStore store = new SimulatedStore(disk, time, new Chance(seed), this::written);
        store.behave(behaviour);
        return store;
    }

    private void written(
            String channel, long at, int count, List<byte[]> encoded, long firstSequence) {
        heard.add("%d of another writer at %d".formatted(count, at));
    }

    private ChannelStore open(SimulatedStore store) {
        return open(store, ChannelLimits.UNLIMITED);
    }

    private ChannelStore open(SimulatedStore store, ChannelLimits limits) {
        List<ChannelStore> opened = new ArrayList<>();
        onShard(() -> store.openChannel("tickets", limits, shard, new Listening(), into(opened)));
        runAll();
        return opened.getFirst();
    }

    private void onShard(Runnable task) {
        shards.on(shard, task);
    }

    private void runAll() {
        while (!shards.isIdle() || time.isDueBy(Long.MAX_VALUE)) {
            if (shards.isIdle()) {
                time.happenNext();
            } else {
                shards.runOne();
            }
        }
    }

    private static void append(ChannelLog log, String text) {
        log.append(new TextEntry(log.lastSequence() + 1, text));
    }

    private static SubscriptionRecord subscription(long id) {
        return new SubscriptionRecord(id, "a", "", "inbox", "acks", 10, 30, "d1", 0, true, false);
    }

    private static Outcome<Outcome.Done> done() {
        return into(new ArrayList<>());
    }

    private static <T> Outcome<T> into(List<T> results) {
        return new Outcome<>() {
            @Override
            public void succeeded(T result) {
                results.add(result);
            }

            @Override
            public void failed(StoreException why) {
                throw why;
            }
        };
    }

    private record TextEntry(long sequence, String text) implements LogEntry {
        @Override
        public long timestampEpochNanos() {
            return sequence;
        }

        @Override
        public int encodedLength() {
            return text.length();
        }

        @Override
        public void writeTo(ByteBuf target) {
            target.writeBytes(text.getBytes(UTF_8));
        }
    }

    private final class Listening implements LogListener, LogReader {
        @Override
        public void onDurable(long sequence) {
            heard.add("durable " + sequence);
        }

        @Override
        public void onInserted(int count) {
            heard.add("inserted " + count);
        }

        @Override
        public void onLost(StoreException why) {
            heard.add("lost");
        }

        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            heard.add(sequence + " " + buffer.toString(index, length, UTF_8));
            return true;
        }

        @Override
        public void onEnd(long nextSequence) {
            heard.add("end " + nextSequence);
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            heard.add("unreadable " + sequence);
        }
    }
}
