package dev.stanchion.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.transfer.live.SeenLive;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy that follows a server while it serves. */
class FollowingCopyTest {
    private static final SubscriptionRecord DURABLE =
            new SubscriptionRecord(
                    1, "app", "", "_INBOX.1", "_INBOX.2", 10, 30, "mailer", 7, true, false);

    private final ChangingSource source = new ChangingSource();

    @TempDir private Path directory;

    private Store target() {
        return new FileStore(directory, FileStoreOptions.DEFAULTS);
    }

    /** Follows the source as a test says, without an end. */
    private void following(Consumer<FollowingCopy> story) {
        try (Store store = target()) {
            story.accept(
                    new FollowingCopy(
                            source.server(),
                            CopyTarget.of(store),
                            Optional.empty(),
                            CopyProgress.NONE));
        }
    }

    private CopyReport finished(Consumer<FollowingCopy> story) {
        AtomicReference<CopyReport> report = new AtomicReference<>();
        following(copy -> {
            story.accept(copy);
            report.set(copy.finish(source));
        });
        return report.get();
    }

    private Map<Long, String> written() {
        try (Source from = new StoreSource(target())) {
            Map<Long, String> payloads = new TreeMap<>();
            ReadSource read = ReadSource.of(from);
            read.messagesOf("orders")
                    .keySet()
                    .forEach(each -> payloads.put(each, read.payload("orders", each)));
            return payloads;
        }
    }

    private RecoveredState recovered() {
        try (Store store = target()) {
            return store.recover();
        }
    }

    @Test
    void shouldTakeWhatIsNewInEachLookAndPositionsAtTheEnd() {
        // given
        source.with(1, 3000, "a");

        // when
        CopyReport report =
                finished(copy -> {
                    assertThat(copy.follow(source)).isEqualTo(3000);
                    assertThat(copy.follow(source)).isZero();
                    source.with(3001, 3010, "b");
                    assertThat(copy.follow(source)).isEqualTo(10);
                    source.with(3011, 3011, "c")
                            .subscribed(new RecoveredState.Subscription(DURABLE, List.of(6L, 7L)));
                });

        // then
        assertThat(report.messages()).isEqualTo(3011);
        assertThat(report.findings().kept()).isEmpty();
        assertThat(report.channels().getFirst().pending()).isEqualTo(2);
        assertThat(written()).isEqualTo(source.messages());
        RecoveredState found = recovered();
        assertThat(found.server()).contains(source.server());
        assertThat(found.clients()).extracting("clientId").containsExactly("app");
        assertThat(found.channels().getFirst().subscriptions())
                .containsExactly(new RecoveredState.Subscription(DURABLE, List.of(6L, 7L)));
    }

    @Test
    void shouldBelongToNobodyUntilTheEndAndContinueAfterAKill() {
        // given
        source.with(1, 2000, "a");
        following(copy -> copy.follow(source));
        assertThat(StoreCopy.isUnfinished(recovered())).isTrue();
        source.with(2001, 2500, "a");

        // when
        CopyReport report = finished(copy -> copy.follow(source));

        // then
        assertThat(report.kept()).isEqualTo(2000);
        assertThat(report.messages()).isEqualTo(2500);
        assertThat(written()).isEqualTo(source.messages());
    }

    @Test
    void shouldCopyAnewWhatTheServerHasReplacedAtTheEnd() {
        // given
        source.with(1, 2000, "a");

        // when: the batch with the last ten could not be stored, and their numbers were given again
        finished(copy -> {
            copy.follow(source);
            source.with(1991, 2005, "b");
        });

        // then
        assertThat(written()).isEqualTo(source.messages());
    }

    @Test
    void shouldCopyAnewAChannelThatWasDeletedAndCreated() {
        // given
        source.with(1, 2000, "a");

        // when
        finished(copy -> {
            copy.follow(source);
            source.deleteChannel();
            source.with(1, 5, "b");
        });

        // then
        assertThat(written()).isEqualTo(source.messages());
    }

    @Test
    void shouldDeleteAChannelThatTheServerHasDeleted() {
        // given
        source.with(1, 10, "a");

        // when
        finished(copy -> {
            copy.follow(source);
            source.deleteChannel();
            copy.follow(source);
        });

        // then
        assertThat(recovered().channels()).isEmpty();
    }

    @Test
    void shouldNameMessagesThatAreMissingInTheMiddle() {
        // given
        source.with(1, 10, "a").without(4, 5);

        // when
        CopyReport report = finished(copy -> copy.follow(source));

        // then
        assertThat(report.messages()).isEqualTo(8);
        assertThat(report.findings().kept())
                .extracting(Finding::meaning)
                .containsExactly("messages #4 to #5 are lost");
        assertThat(written()).isEqualTo(source.messages());
    }

    @Test
    void shouldKeepWhatTheLimitsOfTheServerRemoveMeanwhile() {
        // given
        source.with(1, 3000, "a");

        // when
        finished(copy -> {
            copy.follow(source);
            source.with(3001, 6000, "a").without(1, 4000);
        });

        // then
        assertThat(written()).hasSize(5000).containsKeys(3000L, 4001L, 6000L);
    }

    @Test
    void shouldRefuseATargetThatIsNotEmpty() {
        // given
        source.with(1, 1, "a");
        finished(copy -> {});

        // when, then
        assertThatThrownBy(() -> following(copy -> {}))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("the target is not empty");
    }

    private void requireKept(long last) {
        CopyReport report;
        try (Store store = target()) {
            report = UnfinishedCopy.complete("ticketing", CopyTarget.of(store));
        }
        assertThat(report.findings().losses()).isOne();
        assertThat(written().keySet())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(written()).containsEntry(last, "a" + last);
    }

    /** A server with the memory store, as it may be when it was started again. */
    static List<Consumer<ChangingSource>> startedAgain() {
        return List.of(
                ChangingSource::deleteChannel,
                source -> source.without(1, Long.MAX_VALUE - 1),
                source -> source.without(1, 3000).with(1, 10, "b"),
                source -> source.with(1, 4000, "b"));
    }

    @ParameterizedTest
    @MethodSource("startedAgain")
    void shouldKeepWhatAServerForgetsBetweenTwoLooks(Consumer<ChangingSource> restart) {
        // given
        source.with(1, 3000, "a").inMemory();

        // when
        following(copy -> {
            copy.follow(source);
            restart.accept(source);
            assertThatThrownBy(() -> copy.follow(source))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("channel orders that the server does not have any more");
        });

        // then
        requireKept(3000);
    }

    @ParameterizedTest
    @MethodSource("startedAgain")
    void shouldKeepWhatAServerForgetsWhileNobodyFollows(Consumer<ChangingSource> restart) {
        // given
        source.with(1, 3000, "a").inMemory();
        following(copy -> assertThatThrownBy(() -> copy.follow(source.brokenAt(2500))));
        restart.accept(source.brokenAt(Long.MAX_VALUE));

        // when, then
        following(copy ->
                assertThatThrownBy(() -> copy.follow(source))
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("that the server does not have any more"));
        requireKept(2499);
    }

    @Test
    void shouldContinueWhereAServerHasItsMemoryStill() {
        // given
        source.with(1, 3000, "a").inMemory();
        following(copy -> assertThatThrownBy(() -> copy.follow(source.brokenAt(2500))));
        source.brokenAt(Long.MAX_VALUE);

        // when
        CopyReport report = finished(copy -> copy.follow(source));

        // then
        assertThat(report.kept()).isEqualTo(2499);
        assertThat(report.findings().kept()).isEmpty();
        assertThat(written()).isEqualTo(source.messages());
    }

    @Test
    void shouldNameWhatALookThatBrokeOffHasNotTaken() {
        // given
        source.with(1, 3000, "a").inMemory();

        // when
        following(copy -> {
            copy.follow(source);
            source.with(3001, 3010, "a").brokenAt(3005);
            SeenLive seen = new SeenLive(source.server(), List.of(source), "old");
            assertThatThrownBy(() -> copy.follow(source)).isInstanceOf(TransferException.class);

            // then
            assertThat(copy.finish(seen).findings().kept())
                    .extracting(Finding::meaning)
                    .contains("messages #3005 to #3010 are lost");
        });
        assertThat(written()).hasSize(3005).containsKeys(3004L, 3010L);
    }
}
