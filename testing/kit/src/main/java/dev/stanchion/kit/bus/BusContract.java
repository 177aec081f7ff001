package dev.stanchion.kit.bus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of buses with the engine. Where a bus may learn something late, the suite waits for
 * it. A bus that knows it at once passes too.
 */
public abstract class BusContract {
    private final List<BusPeer> peers = new ArrayList<>();
    private Fixture fixture = new NoFixture();

    /** A bus with its shards and its clients. */
    public interface Fixture extends AutoCloseable {
        Bus bus();

        /** Returns at least two. */
        List<? extends ShardExecutor> shards();

        /** Connects a client. */
        BusPeer connect();

        /** Lets shards and connections work that have no threads of their own. */
        default void letOthersWork() {}

        /** Returns when others know all subscriptions that the bus has made until now. */
        void awaitSubscribed();

        /** Returns whether the bus learns of subscribers without publishing a message. */
        default boolean asksWhoListens() {
            return true;
        }

        @Override
        void close();
    }

    /** Makes the bus for one test. */
    protected abstract Fixture open();

    @BeforeEach
    final void openBus() {
        fixture = open();
    }

    @AfterEach
    final void closeBus() {
        peers.forEach(BusPeer::close);
        fixture.close();
    }

    private Bus bus() {
        return fixture.bus();
    }

    private ShardExecutor shard(int index) {
        return fixture.shards().get(index);
    }

    private BusPeer peer() {
        BusPeer peer = fixture.connect();
        peers.add(peer);
        return peer;
    }

    private <T> T on(ShardExecutor shard, Supplier<T> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        shard.execute(() -> {
            try {
                result.complete(action.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        fixture.letOthersWork();
        return result.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Waits until something is so. */
    private void await(BooleanSupplier condition) {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    fixture.letOthersWork();
                    return condition.getAsBoolean();
                });
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1));
    }

    private static boolean publish(Destination to, String payload) {
        ByteBuf bytes = bytes(payload);
        return to.publish(bytes, 0, bytes.readableBytes());
    }

    private static boolean publish(Destination to, String payload, long mark) {
        ByteBuf bytes = bytes(payload);
        return to.publish(bytes, 0, bytes.readableBytes(), mark);
    }

    private static BusHandler recording(List<String> messages) {
        return message -> {
            ByteBuf buffer = message.buffer();
            messages.add(
                    message.isNoResponders()
                            ? "nobody"
                            : buffer.toString(
                                            message.subjectIndex(),
                                            message.subjectLength(),
                                            ISO_8859_1)
                                    + "|"
                                    + buffer.toString(
                                            message.replyIndex(), message.replyLength(), ISO_8859_1)
                                    + "|"
                                    + buffer.toString(
                                            message.payloadIndex(),
                                            message.payloadLength(),
                                            ISO_8859_1));
        };
    }

    /** Records the messages and reports that it gets. */
    private static final class Watching implements InterestListener {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void onPresent() {
            heard.add("present");
        }

        @Override
        public void onAbsent() {
            heard.add("absent");
        }

        @Override
        public void onLost(long mark) {
            heard.add("lost " + mark);
        }

        private String last() {
            return heard.isEmpty() ? "" : heard.getLast();
        }
    }

    private Watching watch(String subject, ShardExecutor shard) {
        Watching watching = new Watching();
        on(shard, () -> bus().watchInterest(subject, shard, watching));
        return watching;
    }

    @Test
    void shouldBringWhatClientsPublish() {
        // given
        List<String> messages = new CopyOnWriteArrayList<>();
        bus().subscribe("a.literal", recording(messages));
        bus().subscribe("pattern.*.>", recording(messages));
        fixture.awaitSubscribed();
        BusPeer client = peer();

        // when
        client.publish("a.literal", "reply.to", "1");
        client.publish("pattern.b.c.d", "2");
        client.publish("pattern.b", "not matched");
        client.publish("a.literal", "x".repeat(200_000));

        // then
        await(() -> messages.size() == 3);
        assertThat(messages)
                .containsExactly(
                        "a.literal|reply.to|1",
                        "pattern.b.c.d||2",
                        "a.literal||" + "x".repeat(200_000));
    }

    @Test
    void shouldKeepTheOrderOfAClientOverSubjects() {
        // given
        List<String> messages = new CopyOnWriteArrayList<>();
        String inbox = on(shard(1), () -> bus().newInbox(length -> "t".repeat(length)));
        on(shard(1), () -> bus().subscribe(inbox, recording(messages)));
        bus().subscribe("one", recording(messages));
        bus().subscribe("two.>", recording(messages));
        fixture.awaitSubscribed();
        BusPeer client = peer();

        // when
        for (int i = 0; i < 100; i++) {
            client.publish("one", i + "a");
            client.publish("two.x", i + "b");
            client.publish(inbox, i + "c");
        }

        // then
        await(() -> messages.size() == 300);
        assertThat(messages.stream().map(text -> text.substring(text.lastIndexOf('|') + 1)))
                .containsExactlyElementsOf(
                        IntStream.range(0, 300)
                                .mapToObj(i -> i / 3 + "abc".substring(i % 3, i % 3 + 1))
                                .toList());
    }

    @Test
    void shouldBringNothingOnceASubscriptionHasEnded() {
        // given
        List<String> messages = new CopyOnWriteArrayList<>();
        Registration registration = bus().subscribe("foo", recording(messages));
        List<String> others = new CopyOnWriteArrayList<>();
        bus().subscribe("foo", recording(others));
        fixture.awaitSubscribed();

        // when
        registration.close();
        registration.close();
        fixture.awaitSubscribed();
        peer().publish("foo", "1");

        // then
        await(() -> others.size() == 1);
        assertThat(messages).isEmpty();
    }

    @Test
    void shouldHearAnswersToWhatItTellsAboutANewInbox() {
        for (int i = 0; i < 20; i++) {
            // given
            ShardExecutor shard = shard(i % 2);
            List<String> messages = new CopyOnWriteArrayList<>();
            BusPeer client = peer();
            client.subscribe("client");

            // when: the client knows the inbox as soon as the bus listens there
            String inbox =
                    on(
                            shard,
                            () -> {
                                String made = bus().newInbox(length -> "t".repeat(length));
                                bus().subscribe(made, recording(messages));
                                publish(bus().destination("client"), made);
                                return made;
                            });
            await(() -> !client.received().isEmpty());
            client.publish(inbox, "answer");

            // then
            await(() -> messages.contains(inbox + "||answer"));
            client.close();
        }
    }

    @Test
    void shouldKeepTheOrderOfWhatAShardPublishes() {
        // given
        BusPeer client = peer();
        client.subscribe("client.>");

        // when
        on(
                shard(1),
                () -> {
                    Destination one = bus().destination("client.1");
                    Destination two = bus().destination("client.2");
                    for (int i = 0; i < 1000; i++) {
                        publish(i % 2 == 0 ? one : two, i % 100 == 0 ? "x".repeat(20_000) : "m", i);
                    }
                    return true;
                });

        // then
        await(() -> client.received().size() == 1000);
        assertThat(client.received().stream().map(text -> text.charAt(text.indexOf('.') + 1)))
                .startsWith('1', '2', '1', '2');
        assertThat(client.received().get(500)).endsWith("|" + "x".repeat(20_000));
    }

    @Test
    void shouldTellWhoAsksThatNobodyIsThere() {
        // given
        List<String> answers = new CopyOnWriteArrayList<>();
        bus().subscribe("answers.*", recording(answers));
        fixture.awaitSubscribed();
        ByteBuf question = bytes("?");

        // when: answers come by the first shard, whose questions these are
        boolean isSent =
                on(
                        shard(0),
                        () -> bus().destination("nobody").publish(question, 0, 1, "answers.1"));

        // then
        if (isSent) {
            await(() -> answers.equals(List.of("nobody")));
        }
    }

    @Test
    void shouldBringAnswers() {
        // given
        List<String> answers = new CopyOnWriteArrayList<>();
        bus().subscribe("answers.*", recording(answers));
        fixture.awaitSubscribed();
        BusPeer client = peer();
        client.subscribe("client");
        ByteBuf question = bytes("?");

        // when
        on(shard(0), () -> bus().destination("client").publish(question, 0, 1, "answers.1"));
        await(() -> client.received().equals(List.of("client|answers.1|?")));
        client.publish("answers.1", "");

        // then
        await(() -> answers.equals(List.of("answers.1||")));
    }

    @Test
    void shouldTellOnceSoonWhetherAnybodyListens() {
        // given
        peer().subscribe("client");

        // when
        Watching present = watch("client", shard(1));
        Watching absent = watch("nobody", shard(1));

        // then
        await(() -> present.last().equals("present"));
        if (fixture.asksWhoListens()) {
            await(() -> absent.heard.equals(List.of("absent")));
            assertThat(on(shard(1), () -> bus().mayHaveInterest("nobody"))).isFalse();
        }
        assertThat(on(shard(1), () -> bus().mayHaveInterest("client"))).isTrue();
    }

    @Test
    void shouldTellWhenTheLastReceiverGoesAndTheFirstComes() {
        if (!fixture.asksWhoListens()) {
            return; // it learns the one by a delivery, and guesses the other
        }
        // given
        BusPeer client = peer();
        client.subscribe("client");
        Watching watching = watch("client", shard(1));
        await(() -> watching.last().equals("present"));

        // when
        client.close();
        await(() -> watching.last().equals("absent"));
        peer().subscribe("client");

        // then
        await(() -> watching.heard.equals(List.of("present", "absent", "present")));
    }

    @Test
    void shouldTellThatADeliveryReachedNobody() {
        // given
        BusPeer client = peer();
        client.subscribe("client");
        Watching watching = watch("client", shard(1));
        Destination to = bus().destination("client");
        await(() -> watching.last().equals("present"));
        on(shard(1), () -> publish(to, "heard", 7));
        await(() -> client.received().size() == 1);

        // when
        client.unsubscribeFirst();
        boolean isSent = on(shard(1), () -> publish(to, "lost", 8));

        // then
        await(() -> watching.heard.contains("absent"));
        if (isSent) {
            assertThat(watching.heard).startsWith("present", "lost 8", "absent");
        }
        assertThat(watching.heard).doesNotContain("lost 7");
        assertThat(on(shard(1), () -> bus().mayHaveInterest("client"))).isFalse();
    }

    @Test
    void shouldTellAnAbsenceBehindWhatTheReceiverSent() {
        // given
        List<String> arrived = new CopyOnWriteArrayList<>();
        BusHandler handler = recording(arrived);
        bus().subscribe(
                        "acks",
                        message -> {
                            if (shard(1).isCurrent()) {
                                handler.onMessage(message);
                            } else {
                                ByteBuf kept = message.buffer().copy();
                                shard(1).execute(() -> {
                                    arrived.add("ack");
                                    kept.release();
                                });
                            }
                        });
        fixture.awaitSubscribed();
        for (int round = 0; round < 10; round++) {
            arrived.clear();
            BusPeer client = peer();
            String inbox = "client." + round;
            client.subscribe(inbox);
            Watching watching = new Watching();
            on(
                    shard(1),
                    () ->
                            bus().watchInterest(
                                            inbox,
                                            shard(1),
                                            new InterestListener() {
                                                @Override
                                                public void onPresent() {
                                                    watching.onPresent();
                                                }

                                                @Override
                                                public void onAbsent() {
                                                    arrived.add("absent");
                                                }
                                            }));
            await(() -> watching.last().equals("present"));

            // when
            for (int i = 0; i < 50; i++) {
                client.publish("acks", Integer.toString(i));
            }
            client.unsubscribeFirst();
            on(shard(1), () -> publish(bus().destination(inbox), "?", 1));

            // then
            await(() -> arrived.contains("absent"));
            assertThat(arrived).hasSize(51);
            client.close();
        }
    }

    @Test
    void shouldTellNothingOnceAWatchHasEnded() {
        // given
        BusPeer client = peer();
        client.subscribe("client");
        Watching ended = new Watching();
        Registration watch = on(shard(1), () -> bus().watchInterest("client", shard(1), ended));
        Watching other = watch("client", shard(1));
        await(() -> other.last().equals("present"));

        // when
        on(
                shard(1),
                () -> {
                    watch.close();
                    watch.close();
                    return true;
                });
        client.unsubscribeFirst();
        on(shard(1), () -> publish(bus().destination("client"), "?", 1));

        // then
        await(() -> other.heard.contains("absent"));
        assertThat(ended.heard).doesNotContain("absent");
    }

    @Test
    void shouldGiveBackAnswersThatNobodyHeard() {
        // given
        List<String> unheard = new CopyOnWriteArrayList<>();
        bus().tellUnheard(
                        shard(1),
                        (to, source, index, length) ->
                                unheard.add(
                                        to.subject()
                                                + "|"
                                                + source.toString(index, length, ISO_8859_1)));
        BusPeer client = peer();
        client.subscribe("client");

        // when
        boolean isSent =
                on(
                        shard(1),
                        () -> {
                            publish(bus().destination("client"), "heard");
                            return publish(bus().destination("nobody"), "unheard");
                        });

        // then
        if (isSent) {
            await(() -> unheard.equals(List.of("nobody|unheard")));
        }
        await(() -> client.received().size() == 1);
    }

    /** Before the first test. */
    private static final class NoFixture implements Fixture {
        @Override
        public Bus bus() {
            throw new IllegalStateException();
        }

        @Override
        public List<ShardExecutor> shards() {
            return List.of();
        }

        @Override
        public BusPeer connect() {
            throw new IllegalStateException();
        }

        @Override
        public void awaitSubscribed() {}

        @Override
        public void close() {}
    }
}
