package dev.stanchion.kit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The simulated cluster answers as a nats-server does. Each script is played to both, and the
 * answers are compared.
 */
class ClusterComparisonIT {
    private static final String EXPECTED = "Nats-Expected-Last-Sequence";
    private static final String EXPECTED_OF_SUBJECT = "Nats-Expected-Last-Subject-Sequence";
    private static final int VERSION = 15;

    @RegisterExtension private static final Programs PROGRAMS = new Programs();

    @TempDir private Path directory;

    private NatsServer server;

    @BeforeEach
    void startServer() {
        server = NatsServer.start(PROGRAMS, "-js", "-sd", directory.toString());
        server.requireMinorVersion(VERSION);
    }

    private void assertSameAnswers(Script script) throws IOException {
        SimulatedStage simulated = new SimulatedStage();
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        try (RealStage real = new RealStage(server.port())) {
            for (CoreMessage step : script.steps()) {
                simulated.send(step);
                List<CoreMessage> answers = simulated.take(0);
                real.send(step);
                actual.add(">> " + step.subject() + " " + step.text());
                expected.add(">> " + step.subject() + " " + step.text());
                actual.addAll(answersFirst(answers));
                expected.addAll(answersFirst(real.take(answers.size())));
            }
            real.rest().forEach(answer -> expected.add(Transcript.of(answer)));
        }
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            assertThat(actual.get(i))
                    .as("line %d, behind %s", i, actual.subList(Math.max(0, i - 2), i))
                    .isEqualTo(expected.get(i));
        }
        assertThat(actual).hasSameSizeAs(expected);
    }

    /** What a consumer delivers may come before the answer to the request, or behind it. */
    private static List<String> answersFirst(List<CoreMessage> messages) {
        return messages.stream()
                .sorted(
                        Comparator.comparing(
                                message -> !message.subject().startsWith(Script.INBOX)))
                .map(Transcript::of)
                .toList();
    }

    private static Script channel() {
        return new Script()
                .request(
                        "STREAM.CREATE.S",
                        """
                        {"name":"S","subjects":["s.>","gap.s"],"retention":"limits","discard":"old",
                         "storage":"file","num_replicas":1,"allow_direct":true,"allow_batched":true,
                         "deny_delete":true,"metadata":{"stanchion.channel":"s"}}
                        """);
    }

    private static Script bucket() {
        return new Script()
                .request(
                        "STREAM.CREATE.KV_B",
                        """
                        {"name":"KV_B","subjects":["$KV.B.>"],"max_msgs_per_subject":1,
                         "discard":"new","storage":"file","num_replicas":1,"allow_direct":true,
                         "allow_batched":true,"deny_delete":true,"allow_rollup_hdrs":true,
                         "allow_msg_ttl":true}
                        """);
    }

    /** Adds a batch of messages that each expect the sequence before their own. */
    private static void addBatch(Script script, String name, int length, long last, int wrongAt) {
        for (int i = 1; i <= length; i++) {
            int operation = i == length ? 2 : i == 1 ? 0 : 1;
            long expected = last + i - 1 + (i == wrongAt ? 5 : 0);
            script.batched(
                    "s.a",
                    name + ".500.fail." + i + "." + operation + ".$FI",
                    "message " + i,
                    EXPECTED,
                    "%020d".formatted(expected));
        }
    }

    @Test
    void shouldCreateUpdateAndDeleteStreams() throws IOException {
        assertSameAnswers(
                channel()
                        .request("INFO", "")
                        .request(
                                "STREAM.CREATE.S",
                                """
                                {"name":"S","subjects":["s.>","gap.s"],"allow_direct":true,
                                 "allow_batched":true,"deny_delete":true,"num_replicas":1,
                                 "metadata":{"stanchion.channel":"s"}}
                                """)
                        .request("STREAM.CREATE.S", "{\"name\":\"S\",\"subjects\":[\"s.>\"]}")
                        .request("STREAM.CREATE.T", "{\"name\":\"T\",\"subjects\":[\"s.a\"]}")
                        .request("STREAM.CREATE.T", "{\"name\":\"T\",\"unknown\":1}")
                        .request("STREAM.CREATE.T", "{\"name\":\"S\"}")
                        .request("STREAM.CREATE.T", "{\"name\":\"T\",\"max_age\":5}")
                        .request(
                                "STREAM.CREATE.T",
                                "{\"name\":\"T\",\"deny_purge\":true,\"allow_rollup_hdrs\":true}")
                        .request("STREAM.CREATE.T", "{\"name\":\"T\",\"first_seq\":101}")
                        .publish("T", "numbered")
                        .request("STREAM.INFO.T", "")
                        .request("STREAM.NAMES", "")
                        .request("STREAM.NAMES", "{\"subject\":\"s.*\"}")
                        .request("STREAM.NAMES", "{\"subject\":\"other\"}")
                        .request("STREAM.UPDATE.S", "{\"name\":\"S\",\"storage\":\"memory\"}")
                        .request("STREAM.UPDATE.S", "{\"name\":\"S\",\"subjects\":[\"s.>\"]}")
                        .request(
                                "STREAM.UPDATE.S",
                                """
                                {"name":"S","subjects":["s.>","gap.s"],"allow_direct":true,
                                 "allow_batched":true,"deny_delete":true,"max_msgs":7,
                                 "max_bytes":1000,"max_age":60000000000}
                                """)
                        .request("STREAM.UPDATE.NONE", "{\"name\":\"NONE\"}")
                        .request("STREAM.INFO.NONE", "")
                        .request("STREAM.DELETE.S", "")
                        .request("STREAM.DELETE.S", "")
                        .publish("s.a", "nobody"));
    }

    @Test
    void shouldCompareAndSetBySequence() throws IOException {
        assertSameAnswers(
                channel()
                        .publish("s.a", "one")
                        .publish("s.a", "two", EXPECTED, "00000000000000000001")
                        .publish("s.a", "late", EXPECTED, "1")
                        .publish("s.a", "early", EXPECTED, "9")
                        .publish("s.a", "nonsense", EXPECTED, "x")
                        .publish("s.b", "first", EXPECTED_OF_SUBJECT, "0")
                        .publish("s.b", "again", EXPECTED_OF_SUBJECT, "0")
                        .publish("s.b", "next", EXPECTED_OF_SUBJECT, "3")
                        .publish("s.c", "rolled", "Nats-Rollup", "sub")
                        .publish("s.c", "elsewhere", "Nats-Expected-Stream", "T")
                        .request("STREAM.INFO.S", "")
                        .request("STREAM.INFO.S", "{\"subjects_filter\":\">\"}"));
    }

    @Test
    void shouldStoreThePrefixOfABatch() throws IOException {
        Script script = channel();
        addBatch(script, "whole", 4, 0, -1);
        addBatch(script, "one", 1, 4, -1);
        addBatch(script, "refusedOne", 1, 4, -1);
        addBatch(script, "refusedAtFirst", 3, 1, -1);
        addBatch(script, "refusedInTheMiddle", 5, 5, 3);
        addBatch(script, "refusedAtLast", 3, 7, 3);
        script.request("STREAM.INFO.S", "");
        assertSameAnswers(script);
    }

    @Test
    void shouldTellOfFlowAndGapsInABatch() throws IOException {
        Script script = channel();
        for (int i = 1; i <= 6; i++) {
            String reply = "flow.2.fail." + i + "." + (i == 6 ? 2 : i == 1 ? 0 : 1) + ".$FI";
            script.batched("s.a", reply, "flow " + i);
        }
        assertSameAnswers(
                script.batched("s.a", "gap.500.fail.1.0.$FI", "first")
                        .batched("s.a", "gap.500.fail.3.1.$FI", "third")
                        .batched("s.a", "gap.500.fail.4.2.$FI", "fourth")
                        .batched("s.a", "twice.500.fail.1.0.$FI", "first")
                        .batched("s.a", "twice.500.fail.1.0.$FI", "first")
                        .batched("s.a", "ok.500.ok.1.0.$FI", "first")
                        .batched("s.a", "ok.500.ok.3.1.$FI", "third")
                        .batched("s.a", "ok.500.ok.4.1.$FI", "refused", EXPECTED, "1")
                        .batched("s.a", "ok.500.ok.5.2.$FI", "fifth")
                        .batched("s.a", "end.500.fail.1.0.$FI", "first")
                        .batched("s.a", "end.500.fail.2.3.$FI", "")
                        .batched("s.a", "ping.500.fail.1.0.$FI", "first")
                        .batched("s.a", "ping.500.fail.1.4.$FI", "")
                        .batched("s.a", "ping.500.fail.5.4.$FI", "")
                        .batched("s.a", "unknown.500.fail.2.1.$FI", "")
                        .batched("s.a", "unknown.500.fail.1.4.$FI", "")
                        .batched("s.a", "wrong.500.fail.2.0.$FI", "")
                        .batched("s.a", "wrong.500.maybe.1.0.$FI", "")
                        .batched("s.a", "x".repeat(65) + ".500.fail.1.0.$FI", "")
                        .request("STREAM.INFO.S", ""));
    }

    @Test
    void shouldRefuseBatchesWhereTheyAreNotAllowed() throws IOException {
        assertSameAnswers(
                new Script()
                        .request("STREAM.CREATE.S", "{\"name\":\"S\"}")
                        .batched("S", "batch.500.fail.1.0.$FI", "first"));
    }

    @Test
    void shouldGetMessagesDirectly() throws IOException {
        assertSameAnswers(
                channel()
                        .publish("s.a", "one", "Stan-Guid", "g1", "Stan-Client", "me")
                        .publish("gap.s", "")
                        .publish("s.a", "three")
                        .publish("s.b", "four")
                        .request("DIRECT.GET.S", "{\"seq\":1}")
                        .request("DIRECT.GET.S", "{\"seq\":9}")
                        .request("DIRECT.GET.S", "{\"seq\":1,\"batch\":10}")
                        .request("DIRECT.GET.S", "{\"seq\":2,\"batch\":2}")
                        .request(
                                "DIRECT.GET.S",
                                "{\"seq\":1,\"batch\":256,\"max_bytes\":20,"
                                        + "\"next_by_subj\":\"s.a\"}")
                        .request(
                                "DIRECT.GET.S",
                                "{\"seq\":2,\"batch\":256,\"max_bytes\":524288,"
                                        + "\"next_by_subj\":\"s.a\"}")
                        .request("DIRECT.GET.S", "{\"seq\":1,\"next_by_subj\":\"s.b\"}")
                        .request("DIRECT.GET.S", "{\"seq\":7,\"batch\":2}")
                        .request("DIRECT.GET.S", "{\"last_by_subj\":\"s.a\"}")
                        .request("DIRECT.GET.S", "{\"last_by_subj\":\"s.a\",\"batch\":2}")
                        .request("DIRECT.GET.S", "{\"multi_last\":[\"s.>\"]}")
                        .request("DIRECT.GET.S", "{\"multi_last\":[\"s.>\"],\"batch\":1}")
                        .request("DIRECT.GET.S", "{\"multi_last\":[\"s.>\"],\"up_to_seq\":2}")
                        .request("DIRECT.GET.S", "{\"multi_last\":[\"other\"]}")
                        .request("DIRECT.GET.S", "{\"seq\":1,\"no_hdr\":true}")
                        .request("DIRECT.GET.S", "{}")
                        .request("DIRECT.GET.S", "")
                        .request("DIRECT.GET.S.s.a", "")
                        .request("DIRECT.GET.S.s.c", "")
                        .request("DIRECT.GET.NONE", "{\"seq\":1}"));
    }

    @Test
    void shouldGetAndDeleteMessagesByTheLeader() throws IOException {
        assertSameAnswers(
                new Script()
                        .request("STREAM.CREATE.S", "{\"name\":\"S\",\"subjects\":[\"s.>\"]}")
                        .publish("s.a", "one", "Stan-Guid", "g1")
                        .publish("s.b", "")
                        .request("STREAM.MSG.GET.S", "{\"seq\":1}")
                        .request("STREAM.MSG.GET.S", "{\"seq\":2}")
                        .request("STREAM.MSG.GET.S", "{\"seq\":3}")
                        .request("STREAM.MSG.GET.S", "{\"last_by_subj\":\"s.a\"}")
                        .request("STREAM.MSG.GET.S", "{\"seq\":1,\"next_by_subj\":\"s.b\"}")
                        .request("STREAM.MSG.GET.S", "{\"seq\":1,\"batch\":2}")
                        .request("STREAM.MSG.GET.S", "{}")
                        .request("STREAM.MSG.GET.NONE", "{\"seq\":1}")
                        .request("STREAM.MSG.DELETE.S", "{\"seq\":1}")
                        .request("STREAM.MSG.DELETE.S", "{\"seq\":1}")
                        .request("DIRECT.GET.S", "{\"seq\":2}")
                        .request("STREAM.INFO.S", ""));
    }

    @Test
    void shouldPurge() throws IOException {
        Script script =
                channel().request("STREAM.PURGE.S", "{\"seq\":1}").request("STREAM.INFO.S", "");
        for (int i = 0; i < 8; i++) {
            script.publish(i % 3 == 0 ? "gap.s" : "s.a", "message " + i);
        }
        assertSameAnswers(
                script.request("STREAM.PURGE.S", "{\"filter\":\"gap.s\"}")
                        .request("STREAM.INFO.S", "")
                        .request("STREAM.PURGE.S", "{\"seq\":4}")
                        .request("STREAM.INFO.S", "")
                        .request("STREAM.PURGE.S", "{\"keep\":1}")
                        .request("STREAM.INFO.S", "")
                        .request("STREAM.PURGE.S", "{\"keep\":1,\"seq\":1}")
                        .request("STREAM.PURGE.S", "{\"filter\":\"s.a\",\"seq\":3}")
                        .request("STREAM.PURGE.S", "")
                        .request("STREAM.INFO.S", "")
                        .publish("gap.s", "")
                        .request("STREAM.PURGE.S", "{\"filter\":\"gap.s\"}")
                        .request("STREAM.INFO.S", "")
                        .request("STREAM.PURGE.S", "{\"seq\":30}")
                        .request("STREAM.INFO.S", "")
                        .publish("s.a", "behind the purge", EXPECTED, "29")
                        .request("STREAM.PURGE.NONE", ""));
    }

    @Test
    void shouldKeepLimits() throws IOException {
        assertSameAnswers(
                new Script()
                        .request(
                                "STREAM.CREATE.OLD",
                                "{\"name\":\"OLD\",\"max_msgs\":2,\"max_bytes\":100}")
                        .publish("OLD", "1")
                        .publish("OLD", "2")
                        .publish("OLD", "3")
                        .request("STREAM.INFO.OLD", "")
                        .publish("OLD", "4".repeat(60))
                        .request("STREAM.INFO.OLD", "")
                        .publish("OLD", "5".repeat(200))
                        .request("STREAM.INFO.OLD", "")
                        .request(
                                "STREAM.CREATE.NEW",
                                "{\"name\":\"NEW\",\"max_msgs\":2,\"max_bytes\":100,"
                                        + "\"discard\":\"new\",\"max_msg_size\":90}")
                        .publish("NEW", "1")
                        .publish("NEW", "2".repeat(80))
                        .publish("NEW", "2".repeat(91))
                        .publish("NEW", "2")
                        .publish("NEW", "3")
                        .request("STREAM.INFO.NEW", ""));
    }

    @Test
    void shouldKeepTheNewestValueOfAKey() throws IOException {
        assertSameAnswers(
                bucket().publish("$KV.B.lease", "one", EXPECTED, "0")
                        .publish("$KV.B.lease", "two", EXPECTED, "1")
                        .publish("$KV.B.lease", "three", EXPECTED_OF_SUBJECT, "2")
                        .publish("$KV.B.lease", "other", EXPECTED_OF_SUBJECT, "2")
                        .publish("$KV.B.client.a", "a", EXPECTED, "3")
                        .publish("$KV.B.client.a", "", "KV-Operation", "DEL")
                        .publish(
                                "$KV.B.client.a", "", "KV-Operation", "PURGE", "Nats-Rollup", "sub")
                        .publish("$KV.B.client.b", "b", "Nats-Rollup", "some")
                        .request("DIRECT.GET.KV_B.$KV.B.lease", "")
                        .request("DIRECT.GET.KV_B.$KV.B.client.a", "")
                        .request("DIRECT.GET.KV_B", "{\"multi_last\":[\"$KV.B.>\"]}")
                        .batched("$KV.B.client.c", "keys.500.fail.1.0.$FI", "c", EXPECTED, "6")
                        .batched("$KV.B.client.d", "keys.500.fail.2.1.$FI", "d", EXPECTED, "7")
                        .batched("$KV.B.lease", "keys.500.fail.3.2.$FI", "l", EXPECTED, "8")
                        .request("STREAM.MSG.DELETE.KV_B", "{\"seq\":3}")
                        .request("STREAM.INFO.KV_B", "{\"subjects_filter\":\"$KV.B.client.*\"}"));
    }

    @Test
    void shouldPushToAnOrderedConsumer() throws IOException {
        String ordered =
                "\"deliver_subject\":\""
                        + Script.DELIVERIES
                        + "\",\"ack_policy\":\"none\",\"max_deliver\":1,\"flow_control\":true,"
                        + "\"idle_heartbeat\":60000000000,\"mem_storage\":true,"
                        + "\"num_replicas\":1,\"replay_policy\":\"instant\","
                        + "\"inactive_threshold\":300000000000";
        assertSameAnswers(
                bucket().publish("$KV.B.a", "one", "Some", "header")
                        .publish("$KV.B.b", "two")
                        .publish("$KV.B.a", "three")
                        .request(
                                "CONSUMER.CREATE.KV_B.all",
                                consumer("all", "\"deliver_policy\":\"all\"," + ordered))
                        .publish("$KV.B.c", "four")
                        .request("CONSUMER.DELETE.KV_B.all", "")
                        .request("CONSUMER.DELETE.KV_B.all", "")
                        .request(
                                "CONSUMER.CREATE.KV_B.from",
                                consumer(
                                        "from",
                                        "\"deliver_policy\":\"by_start_sequence\","
                                                + "\"opt_start_seq\":3,"
                                                + ordered))
                        .request("CONSUMER.DELETE.KV_B.from", "")
                        .request(
                                "CONSUMER.CREATE.KV_B.last.$KV.B.a",
                                consumer(
                                        "last",
                                        "\"deliver_policy\":\"last_per_subject\","
                                                + "\"filter_subject\":\"$KV.B.a\","
                                                + ordered))
                        .publish("$KV.B.b", "not wanted")
                        .publish("$KV.B.a", "five")
                        .request("CONSUMER.DELETE.KV_B.last", "")
                        .request(
                                "CONSUMER.CREATE.KV_B.new",
                                consumer("new", "\"deliver_policy\":\"new\"," + ordered))
                        .publish("$KV.B.b", "six")
                        .request("CONSUMER.INFO.KV_B.none", "")
                        .request(
                                "CONSUMER.CREATE.KV_B.wild",
                                consumer(
                                        "wild",
                                        ordered.replace(Script.DELIVERIES, Script.INBOX + "wild")))
                        .request("CONSUMER.CREATE.NONE.c", consumer("c", ordered)));
    }

    private static String consumer(String name, String configuration) {
        return "{\"stream_name\":\"KV_B\",\"config\":{\"name\":\""
                + name
                + "\","
                + configuration
                + "},\"action\":\"create\"}";
    }
}
