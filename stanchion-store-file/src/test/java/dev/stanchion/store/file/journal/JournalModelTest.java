package dev.stanchion.store.file.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, and after whichever step the process ends, the next run knows the same. */
class JournalModelTest {
    private static final int STEPS = 60;
    private static final ClientRecord WITNESS =
            new ClientRecord("witness", "_INBOX.w", "w", 1, 5, 88);

    @TempDir Path temp;
    private final SettableClock clock = new SettableClock();
    private final Map<String, ClientRecord> clients = new HashMap<>();
    private final Map<String, ChannelModel> channels = new TreeMap<>();

    private record ChannelModel(
            Journal.OpenChannel open, Map<Long, SubscriptionRecord> subscriptions) {
        long last() {
            return open.position().lastSequence();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldKnowTheSameAfterEachStep(long seed) {
        Random random = new Random(seed);
        try (JournalRun run = JournalRun.in(temp.resolve("run"), clock)) {
            run.connect(WITNESS);
            clients.put(WITNESS.clientId(), WITNESS);
            for (int step = 0; step < STEPS; step++) {
                // when
                act(run, random);
                Path killed = temp.resolve("killed-" + step);
                run.copyTo(killed);

                // then
                try (JournalRun next = JournalRun.in(killed, clock)) {
                    assertThat(next.recovered().clients())
                            .as("step %d", step)
                            .containsExactlyInAnyOrderElementsOf(clients.values());
                    assertThat(shown(next.recovered())).as("step %d", step).isEqualTo(shown());
                }
            }
        }
    }

    private void act(JournalRun run, Random random) {
        String name = "n" + random.nextInt(4);
        ChannelModel channel = channels.get(name);
        switch (random.nextInt(7)) {
            case 0 -> {
                ClientRecord client =
                        new ClientRecord(name, "_INBOX." + random.nextInt(), "c", 1, 5, 3);
                run.connect(client);
                clients.put(name, client);
            }
            case 1 -> {
                run.disconnect(name);
                clients.remove(name);
            }
            case 2 -> {
                run.delete(name);
                channels.remove(name);
            }
            case 3 -> {
                if (channel != null) {
                    long id = random.nextLong(5);
                    channel.open().subscriptions().delete(id);
                    run.flush(channel.open());
                    channel.subscriptions().remove(id);
                }
            }
            case 4 -> {
                if (channel != null) {
                    channel.open().position().advance(channel.last() + 1, random.nextLong());
                }
            }
            default -> subscribe(run, name, random.nextLong(5));
        }
    }

    private void subscribe(JournalRun run, String name, long id) {
        ChannelModel channel =
                channels.computeIfAbsent(
                        name, it -> new ChannelModel(run.open(it), new TreeMap<>()));
        SubscriptionRecord record = record(id, channel.last());
        channel.open().subscriptions().put(record);
        run.flush(channel.open());
        channel.subscriptions().put(id, record);
    }

    private static SubscriptionRecord record(long id, long lastSent) {
        return new SubscriptionRecord(
                id, "witness", "g", "_INBOX.i", "_INBOX.a", 1, 1, "", lastSent, false, false);
    }

    private Map<String, Map<Long, SubscriptionRecord>> shown() {
        Map<String, Map<Long, SubscriptionRecord>> shown = new TreeMap<>();
        channels.forEach((name, channel) -> {
            Map<Long, SubscriptionRecord> expected = new TreeMap<>();
            channel.subscriptions()
                    .keySet()
                    .forEach(id -> expected.put(id, record(id, channel.last())));
            shown.put(name, expected);
        });
        return shown;
    }

    private static Map<String, Map<Long, SubscriptionRecord>> shown(RecoveredState recovered) {
        return recovered.channels().stream()
                .collect(
                        Collectors.toMap(
                                RecoveredState.Channel::name,
                                channel ->
                                        channel.subscriptions().stream()
                                                .map(RecoveredState.Subscription::subscription)
                                                .collect(
                                                        Collectors.toMap(
                                                                SubscriptionRecord::id,
                                                                it -> it))));
    }
}
