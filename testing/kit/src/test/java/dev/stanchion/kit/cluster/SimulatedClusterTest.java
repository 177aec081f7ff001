package dev.stanchion.kit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.cluster.core.ClusterBehaviour;
import dev.stanchion.kit.cluster.core.ClusterBehaviour.Delay;
import dev.stanchion.kit.cluster.core.ClusterBehaviour.Fault;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.stream.SimulatedStream;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.ManualShards;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedClusterTest {
    private static final long SECONDS = 1_000_000_000;
    private static final int ALWAYS = 1_000;

    private final ManualShards shards = new ManualShards(2);
    private final SimulatedCluster cluster = new SimulatedCluster(shards.time(), new Chance(7));
    private final Client client = connect("client", 0);

    private Client connect(String name, int shard) {
        return new Client(name, cluster.connect(shards.all().get(shard)));
    }

    private SimulatedStream createStream(int replicas) {
        client.publish(
                "$JS.API.STREAM.CREATE.S",
                "{\"name\":\"S\",\"subjects\":[\"s.>\"],\"allow_batched\":true,"
                        + "\"allow_direct\":true,\"num_replicas\":"
                        + replicas
                        + "}");
        shards.advance(SECONDS);
        client.take();
        return cluster.stream("S");
    }

    private static List<String> payloads(SimulatedStream stream) {
        return stream.messages().stream().map(one -> new String(one.payload(), UTF_8)).toList();
    }

    @Test
    void shouldDeliverToOthersAndNotToThePublisher() {
        // given
        Client other = connect("other", 1);
        other.subscribe("news.*");
        client.subscribe("news.>");

        // when
        client.publish("news.today", "hello");
        shards.settle();

        // then
        assertThat(other.take()).containsExactly("hello");
        assertThat(client.take()).isEmpty();
    }

    @Test
    void shouldSayThatNobodyListens() {
        // when
        client.publish("nobody", "hello");
        shards.settle();

        // then
        assertThat(client.take()).containsExactly("503");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldLetOneOfSeveralWritersWinEachSequence(int seed) {
        // given
        cluster.behave(ClusterBehaviour.HEALTHY);
        SimulatedStream stream = createStream(3);
        Chance chance = new Chance(seed);
        List<Client> writers = List.of(connect("a", 0), connect("b", 1), connect("c", 0));
        List<String> acknowledged = new ArrayList<>();

        // when
        for (int round = 0; round < 50; round++) {
            long last = stream.lastSequence();
            for (Client writer : writers) {
                writer.publishAfter(last, "s.a", "w" + writers.indexOf(writer) + "/" + last);
            }
            shards.advance(chance.upToNanos(SECONDS / 100));
            writers.forEach(writer -> acknowledged.addAll(writer.take()));
        }
        shards.advance(SECONDS);
        writers.forEach(writer -> acknowledged.addAll(writer.take()));

        // then
        List<String> won =
                acknowledged.stream().filter(one -> one.startsWith("{\"stream")).toList();
        assertThat(won).hasSize(stream.messages().size()).doesNotHaveDuplicates();
        assertThat(payloads(stream).stream().map(one -> one.substring(3)))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(10);
    }

    @Test
    void shouldStoreThePrefixOfABatchUpToAForeignMessage() {
        // given
        SimulatedStream stream = createStream(3);
        cluster.tap(
                new ClusterTap() {
                    private int seen;

                    @Override
                    public boolean onRequest(CoreMessage message) {
                        if (++seen == 4) {
                            cluster.write("s.a", "foreign".getBytes(UTF_8));
                        }
                        return true;
                    }
                });

        // when
        client.publishBatch("b", "s.a", 0, 6);
        shards.settle();

        // then
        assertThat(payloads(stream)).containsExactly("b1", "b2", "b3", "foreign");
        assertThat(client.take())
                .containsSequence(
                        "{\"type\":\"err\",\"seq\":4,\"error\":{\"code\":400,\"err_code\":10071,"
                                + "\"description\":\"wrong last sequence: 4\"}}",
                        "{\"stream\":\"S\",\"seq\":3,\"batch\":\"b\",\"count\":3}");
    }

    @Test
    void shouldEndABatchAtALostMessage() {
        // given
        SimulatedStream stream = createStream(1);
        cluster.tap(
                new ClusterTap() {
                    private int seen;

                    @Override
                    public boolean onRequest(CoreMessage message) {
                        return ++seen != 3;
                    }
                });

        // when
        client.publishBatch("b", "s.a", 0, 5);
        shards.settle();

        // then
        assertThat(payloads(stream)).containsExactly("b1", "b2");
        assertThat(client.take())
                .contains("{\"stream\":\"S\",\"seq\":2,\"batch\":\"b\",\"count\":2}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldKeepAPrefixOfWhatALostLeaderHadAccepted(int millisBefore) {
        // given
        SimulatedStream stream = createStream(3);
        cluster.behave(ClusterBehaviour.HEALTHY.with(Delay.COMMIT, SECONDS / 100));

        // when
        client.publishBatch("b", "s.a", 0, 100);
        shards.advance(millisBefore * SECONDS / 1000);
        int acknowledgedBefore = payloads(stream).size();
        stream.loseLeader(4 * SECONDS);
        shards.advance(5 * SECONDS);

        // then
        List<String> stored = payloads(stream);
        assertThat(stored).hasSizeBetween(acknowledgedBefore, 100);
        for (int i = 0; i < stored.size(); i++) {
            assertThat(stored.get(i)).isEqualTo("b" + (i + 1));
        }
    }

    @Test
    void shouldAnswerNothingOr503WithoutALeader() {
        // given
        SimulatedStream stream = createStream(3);
        stream.loseLeader(4 * SECONDS);

        // when
        for (int i = 0; i < 8; i++) {
            client.publish("s.a", "lost");
            shards.advance(SECONDS / 2 - 1);
        }

        // then
        assertThat(client.take()).isNotEmpty().containsOnly("503");
        shards.advance(SECONDS);
        client.publish("s.a", "stored");
        shards.advance(SECONDS);
        assertThat(client.take()).containsExactly("{\"stream\":\"S\",\"seq\":1}");
    }

    @Test
    void shouldNotKnowABatchThatANewLeaderHasForgotten() {
        // given
        SimulatedStream stream = createStream(3);
        cluster.behave(ClusterBehaviour.PROMPT.with(Fault.FORGOTTEN_BATCH, ALWAYS));
        client.publishPart("b", "s.a", 0, 1, 2, 4);
        shards.settle();
        stream.loseLeader(0);
        shards.settle();

        // when
        client.publishPart("b", "s.a", 0, 3, 4, 4);
        shards.settle();

        // then
        assertThat(client.take()).anyMatch(answer -> answer.contains("10208"));
    }

    @Test
    void shouldLoseWhatItHadAcknowledged() {
        // given
        SimulatedStream stream = createStream(3);
        client.publishBatch("b", "s.a", 0, 10);
        shards.settle();

        // when
        stream.loseTail(4);

        // then
        assertThat(stream.lastSequence()).isEqualTo(6);
        client.take();
        client.publishAfter(6, "s.a", "again");
        shards.settle();
        assertThat(client.take()).containsExactly("{\"stream\":\"S\",\"seq\":7}");
    }

    @Test
    void shouldLetTheFirstMessagesArriveOfACutConnection() {
        // given
        SimulatedStream stream = createStream(1);
        cluster.behave(ClusterBehaviour.HEALTHY);

        // when
        client.publishBatch("b", "s.a", 0, 50);
        client.connection().cut(2 * SECONDS);
        shards.settle();

        // then
        assertThat(client.connection().isUp()).isFalse();
        assertThat(client.publish("s.a", "no")).isFalse();
        shards.advance(3 * SECONDS);
        assertThat(client.signs()).containsExactly("down", "up");
        assertThat(payloads(stream)).hasSizeBetween(0, 50);
        assertThat(client.take()).isEmpty();
        client.publish("s.a", "yes");
        shards.advance(SECONDS);
        assertThat(client.take()).hasSize(1);
    }

    @Test
    void shouldLetNothingThroughASilentConnection() {
        // given
        SimulatedStream stream = createStream(1);
        client.connection().fallSilent();

        // when
        boolean sent = client.publish("s.a", "lost");
        shards.settle();

        // then
        assertThat(sent).isTrue();
        assertThat(stream.messages()).isEmpty();
        client.connection().revive();
        client.publish("s.a", "stored");
        shards.settle();
        assertThat(payloads(stream)).containsExactly("stored");
    }

    @Test
    void shouldAnswerADirectGetFromAReplicaThatIsBehind() {
        // given
        createStream(3);
        cluster.behave(ClusterBehaviour.PROMPT.with(Delay.LAG, 8 * SECONDS));
        client.publish("s.a", "one");
        shards.advance(SECONDS);
        client.publish("s.a", "two");
        shards.settle();
        client.take();

        // when
        for (int i = 0; i < 20; i++) {
            client.publish("$JS.API.DIRECT.GET.S", "{\"seq\":2}");
            client.publish("$JS.API.DIRECT.GET.S.s.a", "");
        }
        shards.settle();

        // then
        assertThat(client.take()).contains("404", "one");
    }

    @Test
    void shouldHaveAClockOfItsOwn() {
        // given
        SimulatedStream stream = createStream(1);
        client.publish("s.a", "one");
        shards.settle();

        // when
        cluster.jumpClock(-3600 * SECONDS);
        client.publish("s.a", "two");
        shards.settle();

        // then
        assertThat(stream.messages().getLast().atEpochNanos())
                .isLessThan(stream.messages().getFirst().atEpochNanos());
    }

    @Test
    void shouldRemoveWhatIsTooOld() {
        // given
        client.publish("$JS.API.STREAM.CREATE.S", "{\"name\":\"S\",\"max_age\":2000000000}");
        shards.settle();
        client.publish("S", "one");
        shards.advance(SECONDS);
        client.publish("S", "two");

        // when
        shards.advance(SECONDS + 1);

        // then
        assertThat(payloads(cluster.stream("S"))).containsExactly("two");
        shards.advance(SECONDS);
        assertThat(cluster.stream("S").messages()).isEmpty();
        assertThat(cluster.stream("S").lastSequence()).isEqualTo(2);
    }

    @Test
    void shouldTellAConsumerThatIsIdle() {
        // given
        createStream(1);
        client.subscribe("_DELIVER");
        client.publish(
                "$JS.API.CONSUMER.CREATE.S.c",
                "{\"stream_name\":\"S\",\"config\":{\"name\":\"c\",\"deliver_subject\":\"_DELIVER\","
                        + "\"ack_policy\":\"none\",\"idle_heartbeat\":1000000000}}");
        shards.settle();
        client.take();

        // when
        client.publish("s.a", "one");
        shards.advance(3 * SECONDS);

        // then
        assertThat(client.take()).contains("one", "100");
    }

    @Test
    void shouldStopPushingUntilFlowControlIsAnswered() {
        // given
        createStream(1);
        List<CoreMessage> pushed = new ArrayList<>();
        client.connection().subscribe("_DELIVER", pushed::add);
        String half = "x".repeat(500_000);
        for (int i = 0; i < 12; i++) {
            client.publish("s.a", half);
        }

        // when
        client.publish(
                "$JS.API.CONSUMER.CREATE.S.c",
                "{\"stream_name\":\"S\",\"config\":{\"name\":\"c\",\"deliver_subject\":\"_DELIVER\","
                        + "\"ack_policy\":\"none\",\"flow_control\":true}}");
        shards.settle();

        // then
        assertThat(pushed).hasSizeBetween(2, 11);
        CoreMessage question =
                pushed.stream().filter(one -> one.status() == 100).findFirst().orElseThrow();
        client.connection()
                .publish(new CoreMessage(question.reply(), "", question.payload(), new byte[0]));
        shards.settle();
        assertThat(pushed.stream().filter(one -> one.status() == 0)).hasSizeGreaterThan(6);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST_REQUEST", "LOST_ANSWER"})
    void shouldLeaveRequestsUnansweredOnlyWhileAFaultIsOn(Fault fault) {
        // given
        createStream(1);
        cluster.behave(ClusterBehaviour.PROMPT.with(fault, ALWAYS));

        // when
        client.publish("$JS.API.STREAM.INFO.S", "");
        shards.settle();

        // then
        assertThat(client.take()).isEmpty();
        cluster.behave(ClusterBehaviour.PROMPT.with(fault, 0));
        client.publish("$JS.API.STREAM.INFO.S", "");
        shards.settle();
        assertThat(client.take()).hasSize(1);
    }

    @Test
    void shouldShowAnEarlierStateAndNoneThatNeverWas() {
        // given
        createStream(1);
        cluster.behave(ClusterBehaviour.PROMPT.with(Fault.STALE_INFO, ALWAYS));

        // when
        client.publish("$JS.API.STREAM.INFO.S", "");
        client.publishBatch("b", "s.a", 0, 9);
        client.publish("$JS.API.STREAM.INFO.S", "");
        shards.settle();

        // then
        assertThat(client.take())
                .anyMatch(answer -> answer.contains("\"last_seq\":0"))
                .anyMatch(answer -> answer.matches(".*\"last_seq\":[678],.*"));
    }

    @Test
    void shouldDeliverLateAndTwice() {
        // given
        createStream(1);
        cluster.behave(
                ClusterBehaviour.PROMPT
                        .with(Delay.LATE, 5 * SECONDS)
                        .with(Fault.LATE_ANSWER, ALWAYS)
                        .with(Fault.REPEATED_ANSWER, ALWAYS));

        // when
        client.publish("s.a", "one");
        shards.settle();

        // then
        assertThat(client.take()).isEmpty();
        shards.advance(10 * SECONDS);
        assertThat(client.take())
                .containsExactly("{\"stream\":\"S\",\"seq\":1}", "{\"stream\":\"S\",\"seq\":1}");
    }

    @Test
    void shouldWriteForeignMessagesInBetween() {
        // given
        SimulatedStream stream = createStream(1);
        cluster.behave(ClusterBehaviour.PROMPT.with(Fault.FOREIGN_WRITE, ALWAYS));

        // when
        client.publishAfter(0, "s.a", "one");
        shards.settle();

        // then
        assertThat(payloads(stream)).containsExactly("written by somebody else");
    }

    @Test
    void shouldRefuseWhatItDoesNotSimulate() {
        // given
        client.publish("$JS.API.STREAM.CREATE.S", "{\"name\":\"S\",\"mirror\":{\"name\":\"T\"}}");

        // then
        assertThatThrownBy(shards::settle)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("mirror");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void shouldRunTheSameForTheSameSeed(int seed) {
        assertThat(troubledRun(seed)).isEqualTo(troubledRun(seed)).hasSizeGreaterThan(10);
    }

    private static List<String> troubledRun(int seed) {
        ManualShards shards = new ManualShards(1);
        SimulatedCluster cluster = new SimulatedCluster(shards.time(), new Chance(seed));
        Client client = new Client("client", cluster.connect(shards.all().getFirst()));
        client.publish(
                "$JS.API.STREAM.CREATE.S",
                "{\"name\":\"S\",\"subjects\":[\"s.>\"],"
                        + "\"allow_batched\":true,\"num_replicas\":3}");
        shards.settle();
        cluster.behave(ClusterBehaviour.troubled(new Chance(seed)));
        List<String> happened = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            client.publishBatch("b" + i, "s.a", cluster.stream("S").lastSequence(), 5);
            if (i % 7 == 0) {
                client.connection().cut(SECONDS / 10);
            }
            shards.advance(SECONDS / 3);
            happened.addAll(client.take());
            happened.add("last " + cluster.stream("S").lastSequence());
        }
        return happened;
    }
}
