package dev.stanchion.simulation.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.cluster.ClusterTap;
import dev.stanchion.kit.cluster.core.ClusterBehaviour;
import dev.stanchion.kit.cluster.core.ClusterBehaviour.Delay;
import dev.stanchion.kit.cluster.core.ClusterBehaviour.Fault;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.store.jetstream.names.ClusterNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can happen to a batch and to the lease, each at its point. */
class StreamScenariosTest extends StreamStage {
    @Test
    void shouldRefuseABucketOfANewerFormatAndStartOnceItIsGone() {
        // given
        ClusterNames names = new ClusterNames(Arena.CLUSTER_ID, ClusterNames.DEFAULT_SUBJECTS);
        String key = names.keyPrefix() + names.serverKey();
        String value = "{\"cluster\":\"sim\",\"discover\":\"d\",\"token\":\"t\",\"format\":%d}";
        StoreProcess first = active();
        append(first, 3);
        first.crash();
        arena.cluster().write(key, value.formatted(2).getBytes(UTF_8));
        // what this version cannot read, as a newer one may have changed it
        String position = names.keyPrefix() + names.subscriptionKey("orders", 1);
        arena.cluster().write(position, "{\"pending\":\"all but 3\"}".getBytes(UTF_8));

        // when
        StoreProcess refused = active();

        // then
        assertThat(refused.failure())
                .hasMessage(
                        "open bucket %s: its values have format version 2 (expected: 1); a newer"
                                        .formatted(names.bucket())
                                + " Stanchion wrote them, start that one");
        assertThat(arena.stored()).hasSize(3);

        // when
        refused.crash();
        arena.cluster().write(key, value.formatted(1).getBytes(UTF_8));
        StoreProcess damaged = active();

        // then
        assertThat(damaged.failure())
                .hasMessageContaining(
                        "the value of key %s is damaged"
                                .formatted(names.subscriptionKey("orders", 1)));

        // when
        damaged.crash();
        arena.cluster().write(position, "{\"pending\":\"\"}".getBytes(UTF_8));

        // then
        append(active(), 1);
        assertAllIsWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 9, 10, 11})
    void shouldTakeAForeignMessageAtAnyPointOfABatch(int point) {
        // given
        StoreProcess process = active();
        append(process, 3);
        inFrontOf(
                point,
                StreamStage::isToTheChannel,
                () -> arena.cluster().write(Arena.SUBJECT, FOREIGN));

        // when
        append(process, 10);
        append(process, 1);

        // then
        List<String> own = new ArrayList<>(arena.stored());
        assertThat(Collections.frequency(own, "foreign")).isEqualTo(1);
        own.remove("foreign");
        assertThat(own).isEqualTo(guids(process, 1, 14));
        assertThat(process.acknowledged()).hasSize(14);
        assertAllIsWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void shouldNotStoreWhatSomebodyElseHasStoredWhileItWaited(int number) {
        // given
        StoreProcess process = active();
        String guid = process.name() + "/" + number;
        inFrontOf(
                1,
                StreamStage::isToTheChannel,
                () -> arena.cluster().write(copyBySomebodyElse(process.name(), guid)));

        // when
        append(process, 5);
        append(process, 2);

        // then
        List<String> expected = guids(process, 1, 7);
        expected.remove(guid);
        expected.addFirst(guid);
        assertThat(arena.stored()).isEqualTo(expected);
        assertThat(process.acknowledged()).hasSize(7);
        process.acknowledged()
                .forEach((acknowledged, sequence) ->
                        assertThat(expected.get(sequence.intValue() - 1)).isEqualTo(acknowledged));
        assertThat(process.log().lastSequence()).isEqualTo(7);
        assertThat(process.log().messageCount()).isEqualTo(7);
    }

    @Test
    void shouldStoreWhatAnotherClientHasGivenTheSameGuid() {
        // given
        StoreProcess process = active();
        String guid = process.name() + "/1";
        inFrontOf(
                1,
                StreamStage::isToTheChannel,
                () -> arena.cluster().write(copyBySomebodyElse("another-client", guid)));

        // when
        append(process, 2);

        // then
        assertThat(arena.stored()).containsExactly(guid, guid, process.name() + "/2");
        assertThat(process.acknowledged()).containsEntry(guid, 2L);
    }

    /** The same message, as another process has received it at another time. */
    private static CoreMessage copyBySomebodyElse(String client, String guid) {
        String headers =
                "NATS/1.0\r\nStan-Time: 1800000000000000000\r\nStan-Guid: %s\r\nStan-Client: %s\r\n\r\n"
                        .formatted(guid, client);
        return new CoreMessage(Arena.SUBJECT, "", headers.getBytes(UTF_8), guid.getBytes(UTF_8));
    }

    @Test
    void shouldOpenAChannelIntoWhichSomebodyWritesMeanwhile() {
        // given
        StoreProcess first = active();
        append(first, 3);
        first.crash();
        inFrontOf(
                1,
                message -> message.text().contains("last_by_subj"),
                () -> arena.cluster().write(Arena.SUBJECT, FOREIGN));

        // when
        StoreProcess second = active();
        append(second, 5);

        // then
        List<String> expected = new ArrayList<>(guids(first, 1, 3));
        expected.add("foreign");
        expected.addAll(guids(second, 1, 5));
        assertThat(arena.stored()).isEqualTo(expected);
        assertAllIsWell();
    }

    @Test
    void shouldRefuseMessagesOfAChannelThatCouldNotBeDeleted() {
        // given
        StoreProcess process = active();
        append(process, 3);
        arena.cluster().stream(Arena.BUCKET).loseLeader(60 * Arena.SECONDS);
        List<StoreException> failures = new ArrayList<>();
        process.deleteChannel(Outcome.of(done -> {}, failures::add));
        arena.passUntil(() -> !failures.isEmpty(), 50 * Arena.SECONDS);
        assertThat(failures).hasSize(1);

        // when
        process.append(1);
        arena.pass(50 * Arena.SECONDS);

        // then
        assertThat(process.waiting()).isEmpty();
        assertThat(process.losses())
                .singleElement()
                .satisfies(why -> assertThat(why).hasMessageContaining("is being deleted"));
    }

    @Test
    void shouldNotDeleteAStreamThatItsSuccessorHasMadeAnew() {
        // given: a process that is suspended when its request to delete the stream is lost
        StoreProcess suspended = active();
        append(suspended, 3);
        arena.cluster()
                .tap(
                        new ClusterTap() {
                            private boolean isLost;

                            @Override
                            public boolean onRequest(CoreMessage message) {
                                if (isLost || !message.subject().contains("STREAM.DELETE")) {
                                    return true;
                                }
                                isLost = true;
                                suspended.pause(1_000 * Arena.SECONDS);
                                return false;
                            }
                        });
        suspended.deleteChannel(Outcome.of(done -> {}, why -> {}));
        StoreProcess successor = active();
        append(successor, 2);

        // when
        suspended.resume();
        arena.pass(60 * Arena.SECONDS);

        // then
        assertThat(arena.stored()).containsExactlyElementsOf(guids(successor, 1, 2));
    }

    @Test
    void shouldNotRemoveMessagesOfAChannelThatItsSuccessorHasMadeAnew() {
        // given: a process that is suspended before it removes three old messages
        StoreProcess suspended = active();
        append(suspended, 3);
        suspended.run(() -> suspended.log().removeOlderThan(Long.MAX_VALUE));
        suspended.pause(1_000 * Arena.SECONDS);
        arena.pass(2 * Arena.SECONDS);
        StoreProcess successor = active();
        List<Outcome.Done> deleted = new ArrayList<>();
        successor.deleteChannel(Outcome.of(deleted::add, why -> {}));
        arena.passUntil(() -> !deleted.isEmpty(), PATIENCE_NANOS);
        successor.crash();
        StoreProcess third = active();
        append(third, 2);

        // when
        suspended.resume();
        arena.pass(60 * Arena.SECONDS);

        // then
        assertThat(arena.stored()).containsExactlyElementsOf(guids(third, 1, 2));
    }

    @Test
    void shouldNotUseTheSequencesOfLostMessagesAgain() {
        // given
        StoreProcess process = active();
        append(process, 3);
        arena.stream().loseLeader(60 * Arena.SECONDS);
        process.append(5);
        arena.pass(50 * Arena.SECONDS);
        assertThat(process.losses()).isNotEmpty();
        arena.pass(20 * Arena.SECONDS);

        // when
        append(process, 1);

        // then
        assertThat(process.acknowledged()).containsEntry(process.name() + "/9", 9L);
        assertAllIsWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10})
    void shouldGoOnWhenTheLeaderIsKilledWithinABatch(int point) {
        // given
        StoreProcess process = active();
        append(process, 2);
        arena.cluster().behave(ClusterBehaviour.HEALTHY);
        inFrontOf(
                point,
                StreamStage::isToTheChannel,
                () -> arena.stream().loseLeader(5 * Arena.SECONDS));

        // when
        append(process, 10);

        // then
        assertThat(arena.stored()).isEqualTo(guids(process, 1, 12));
        assertThat(process.acknowledged()).hasSize(12);
        assertAllIsWell();
    }

    @Test
    void shouldGoOnWhenANewLeaderDoesNotKnowTheBatch() {
        // given
        StoreProcess process = active();
        arena.cluster()
                .behave(
                        ClusterBehaviour.PROMPT
                                .with(Delay.NETWORK, 20 * Arena.MILLIS)
                                .with(Fault.FORGOTTEN_BATCH, ALWAYS));
        List<String> answers = new ArrayList<>();
        arena.cluster()
                .tap(
                        new ClusterTap() {
                            private int seen;

                            @Override
                            public boolean onRequest(CoreMessage message) {
                                if (isToTheChannel(message) && ++seen == 4) {
                                    arena.stream().loseLeader(0);
                                }
                                return true;
                            }

                            @Override
                            public boolean onAnswer(CoreMessage message) {
                                answers.add(message.text());
                                return true;
                            }
                        });

        // when
        append(process, 600);

        // then
        assertThat(answers).anyMatch(answer -> answer.contains("10208"));
        assertThat(process.acknowledged()).hasSize(600);
        assertThat(arena.stored()).isEqualTo(guids(process, 1, 600));
        assertAllIsWell();
    }

    @Test
    void shouldStoreNothingBehindASuccessorWhoseLeaseItCannotSee() {
        // given
        Deafness deafness = new Deafness();
        arena.cluster().tap(deafness);
        StoreProcess first = active();
        first.connection().fallSilent();
        StoreProcess second = active();
        deafness.begin();
        first.connection().revive();
        arena.cluster().behave(ClusterBehaviour.HEALTHY);

        // when
        append(first, 20);
        append(second, 30);
        long end = arena.time().elapsedNanos() + 60 * Arena.SECONDS;
        while (arena.time().elapsedNanos() < end) {
            first.append(arena.chance().between(1, 30));
            second.append(arena.chance().between(1, 30));
            arena.pass(arena.chance().upToNanos(200 * Arena.MILLIS));
        }

        // then
        assertAllIsWell();
        assertThat(first.isDeposed()).isFalse();
        assertThat(first.losses()).isNotEmpty();
        assertThat(second.acknowledged()).hasSizeGreaterThan(1_000);
        List<String> expected = guids(first, 1, 20);
        expected.addAll(guids(second, 1, second.acknowledged().size()));
        assertThat(arena.stored()).isEqualTo(expected);
    }

    /**
     * The first process never learns that there is another one: nothing of it reaches the bucket.
     */
    private static final class Deafness implements ClusterTap {
        private String inbox = "";
        private boolean begun;

        void begin() {
            begun = true;
        }

        @Override
        public boolean onRequest(CoreMessage message) {
            if (inbox.isEmpty()) {
                inbox =
                        message.reply()
                                .substring(0, message.reply().indexOf('.', "_INBOX.".length()));
            }
            boolean isToTheBucket =
                    message.subject().contains(Arena.BUCKET)
                            || message.subject().startsWith("$KV.");
            return !(begun && isToTheBucket && message.reply().startsWith(inbox));
        }
    }

    @Test
    void shouldNotStoreBehindItsSuccessorWhatOnlyAPausedProcessHasReceived() {
        // given
        StoreProcess sleeper = active();
        append(sleeper, 3);
        sleeper.pause(Long.MAX_VALUE / 2);
        arena.publish("pub", 4);
        StoreProcess successor = active();
        arena.publish("pub", 5);
        arena.passUntil(() -> successor.acknowledged().size() == 5, PATIENCE_NANOS);

        // when
        sleeper.resume();
        arena.pass(PATIENCE_NANOS);

        // then
        List<String> expected = guids(sleeper, 1, 3);
        IntStream.rangeClosed(5, 9).forEach(number -> expected.add("pub/" + number));
        assertThat(arena.stored()).isEqualTo(expected);
        assertThat(sleeper.isDeposed()).isTrue();
        assertAllIsWell();
    }

    /** The batch was on its way when the process was stopped, and is sent again when it wakes. */
    @Test
    void shouldNotSendAgainBehindItsSuccessorWhatWaitedWhenItWasPaused() {
        // given
        StoreProcess sleeper = active();
        append(sleeper, 3);
        sleeper.connection().fallSilent();
        arena.publish("pub", 4);
        arena.pass(Arena.SECONDS);
        StoreProcess successor = active();
        arena.publish("pub", 5);
        arena.passUntil(() -> successor.acknowledged().size() == 5, PATIENCE_NANOS);

        // when
        sleeper.connection().revive();
        arena.pass(PATIENCE_NANOS);

        // then
        List<String> expected = guids(sleeper, 1, 3);
        IntStream.rangeClosed(5, 9).forEach(number -> expected.add("pub/" + number));
        assertThat(arena.stored()).isEqualTo(expected);
        assertThat(sleeper.isDeposed()).isTrue();
        assertAllIsWell();
    }

    @Test
    void shouldFenceAProcessThatWasReplacedWhileItWasSilent() {
        // given
        StoreProcess zombie = active();
        append(zombie, 3);
        zombie.connection().fallSilent();
        zombie.append(4);
        StoreProcess successor = active();
        append(successor, 5);

        // when
        zombie.connection().revive();
        arena.pass(PATIENCE_NANOS);

        // then
        assertThat(successor.isOpen()).isTrue();
        assertThat(successor.acknowledged()).hasSize(5);
        assertThat(arena.stored())
                .doesNotHaveDuplicates()
                .containsSubsequence(guids(zombie, 1, 3))
                .containsSubsequence(guids(successor, 1, 5));
        assertAllIsWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void shouldBurnNumbersThatTheClusterHasLost(int lostLeaders) {
        // given
        StoreProcess process = active();
        append(process, 20);
        arena.cluster().behave(ClusterBehaviour.HEALTHY);
        arena.stream().loseTail(7);
        int[] left = {lostLeaders};
        arena.cluster()
                .tap(
                        new ClusterTap() {
                            @Override
                            public boolean onRequest(CoreMessage message) {
                                if (message.subject().contains(".gap.") && left[0]-- > 0) {
                                    arena.stream().loseLeader(2 * Arena.SECONDS);
                                }
                                return true;
                            }
                        });

        // when
        append(process, 5);

        // then
        assertThat(arena.passUntil(() -> process.waiting().isEmpty(), 120 * Arena.SECONDS))
                .isTrue();
        List<String> expected = new ArrayList<>(guids(process, 1, 13));
        expected.addAll(guids(process, 21, 25));
        assertThat(arena.stored()).isEqualTo(expected);
        assertThat(process.acknowledged().get(process.name() + "/25")).isEqualTo(25L);
        assertThat(arena.stream().lastSequence()).isEqualTo(25);
    }

    @Test
    void shouldStopAChannelWhoseStreamWasDeleted() {
        // given
        StoreProcess process = active();
        append(process, 3);

        // when
        arena.cluster().deleteStream(Arena.STREAM);
        process.append(2);
        arena.pass(PATIENCE_NANOS);

        // then
        assertThat(process.waiting()).isEmpty();
        assertThat(process.losses())
                .isNotEmpty()
                .last()
                .extracting(StoreException::kind)
                .isEqualTo(StoreException.Kind.CORRUPT);
        assertThat(process.losses().getLast()).hasMessageContaining("deleted");
    }
}
