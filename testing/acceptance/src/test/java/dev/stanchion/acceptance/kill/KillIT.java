package dev.stanchion.acceptance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * {@code spec/stores.md} 8.5 K1, K4 and K5 with a real process. How often: {@code -Dkill.rounds};
 * hundreds of times: {@code bin/crashtest --kills 300}.
 */
@Isolated("it takes disk and processors that other tests' clients need in time")
@Tag("long")
class KillIT {
    private static final int USUAL_ROUNDS = 12;
    private static final List<String> CHANNELS = List.of("kill.one", "kill.two");

    /**
     * An acknowledgement counts from the end of the batch in which its channel's shard has read it.
     * The round trip that a subscriber waits for goes through the shard of its connection, which
     * may be another: that one has it by then, and needs a moment on a machine that is busy.
     */
    private static final Duration GRACE = Duration.ofSeconds(1);

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private final int rounds = Integer.getInteger("kill.rounds", USUAL_ROUNDS);
    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final int port = FreePort.next();
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final List<Long> killedAtNanos = new ArrayList<>();

    private Server start() {
        return Server.startOn(
                programs, port, Map.of(), "-store", "file", "-dir", directory.toString());
    }

    @Test
    void s8_K01_shouldKeepWhatItAcknowledgedHoweverOftenItIsKilled() {
        // given
        System.out.printf("KillIT: %d rounds, kill.seed=%d%n", rounds, seed);
        for (String channel : CHANNELS) {
            publishers.add(new Publisher("publisher-a-of-" + label(channel), channel));
            publishers.add(new Publisher("publisher-b-of-" + label(channel), channel));
            subscribers.add(
                    new Subscriber("durable-of-" + label(channel), channel, "", new Receipts()));
            Receipts shared = new Receipts();
            subscribers.add(
                    new Subscriber("member1-of-" + label(channel), channel, "group", shared));
            subscribers.add(
                    new Subscriber("member2-of-" + label(channel), channel, "group", shared));
            subscribers.add(
                    new Subscriber("member3-of-" + label(channel), channel, "group", shared));
        }

        // when
        for (int round = 0; round < rounds; round++) {
            surviveOneMore();
        }

        // then
        Server last = start();
        List<Thread> drains = startAll(subscribers.stream().map(each -> each.startOn(last)));
        for (String channel : CHANNELS) {
            check(last, channel);
        }
        last.program().kill();
        awaitEnd(drains);
    }

    /** Returns a part of a channel's name that a client ID may have. */
    private static String label(String channel) {
        return channel.substring(channel.indexOf('.') + 1);
    }

    /** Starts a server, lets everybody use it, and kills it when so much has been acknowledged. */
    private void surviveOneMore() {
        Server server = start();
        List<Thread> clients =
                startAll(
                        Stream.concat(
                                publishers.stream().map(each -> each.startOn(server)),
                                subscribers.stream().map(each -> each.startOn(server))));
        int enough = acknowledged() + random.nextInt(1, 2_000);
        Waiting.until("publishers get on", () -> acknowledged() >= enough || hasProblems());
        killedAtNanos.add(System.nanoTime());
        server.program().kill();
        awaitEnd(clients);
    }

    private int acknowledged() {
        return publishers.stream().mapToInt(each -> each.acknowledged().size()).sum();
    }

    private boolean hasProblems() {
        return publishers.stream().anyMatch(each -> !each.problems().isEmpty())
                || subscribers.stream().anyMatch(each -> !each.receipts().problems().isEmpty());
    }

    private static List<Thread> startAll(Stream<Thread> threads) {
        return threads.toList();
    }

    private static void awaitEnd(List<Thread> threads) {
        Waiting.until("clients end", () -> threads.stream().noneMatch(Thread::isAlive));
    }

    private void check(Server server, String channel) {
        String marker =
                publishers.stream()
                        .filter(each -> each.channel().equals(channel))
                        .findFirst()
                        .orElseThrow()
                        .publishOne(server);
        Subscriber reader =
                new Subscriber("reader-of-" + label(channel), channel, "", new Receipts());
        Thread reading = reader.startOn(server);
        NavigableMap<Long, String> stored = reader.receipts().received();
        Waiting.until(
                channel + " is read up to " + marker,
                () ->
                        !reader.receipts().problems().isEmpty()
                                || (!stored.isEmpty()
                                        && stored.lastEntry().getValue().equals(marker)));
        assertThat(reader.receipts().problems()).isEmpty();

        assertThat(stored.values()).doesNotHaveDuplicates();
        assertThat(stored.keySet())
                .as("sequences without a gap")
                .hasSize((int) (stored.lastKey() - stored.firstKey() + 1))
                .startsWith(1L);
        Set<String> contents = new HashSet<>(stored.values());
        for (Publisher publisher : publishers) {
            if (publisher.channel().equals(channel)) {
                assertThat(publisher.problems()).isEmpty();
                assertThat(contents).containsAll(publisher.acknowledged());
            }
        }
        expectOrder(stored);
        for (Subscriber subscriber : subscribers) {
            if (subscriber.channel().equals(channel)) {
                check(subscriber, stored);
            }
        }
        assertThat(reading.isAlive()).isTrue();
    }

    /** The messages of one publisher are in the channel in the order in which it sent them. */
    private static void expectOrder(NavigableMap<Long, String> stored) {
        Map<String, Long> last = new HashMap<>();
        for (String content : stored.values()) {
            int dash = content.lastIndexOf('-');
            long number = Long.parseLong(content.substring(dash + 1));
            Long before = last.put(content.substring(0, dash), number);
            assertThat(number).as(content).isGreaterThan(before == null ? 0 : before);
        }
    }

    private void check(Subscriber subscriber, NavigableMap<Long, String> stored) {
        Receipts receipts = subscriber.receipts();
        Waiting.until(
                subscriber.name() + " and its group get everything",
                () -> receipts.received().keySet().containsAll(stored.keySet()));
        assertThat(receipts.received()).isEqualTo(stored);
        assertThat(receipts.problems()).isEmpty();
        assertThat(receipts.againThoughConfirmed(killedAtNanos, GRACE.toNanos())).isEmpty();
        assertThat(receipts.mostRepeats()).isLessThanOrEqualTo(Math.max(3, rounds / 2));
    }
}
