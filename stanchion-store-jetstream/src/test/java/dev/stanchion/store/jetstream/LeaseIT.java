package dev.stanchion.store.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import dev.stanchion.store.jetstream.state.Holder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one bucket, of which one is active. */
class LeaseIT {
    private static final ClientRecord CLIENT =
            new ClientRecord("orders-1", "_INBOX.hb", "", 1, 5, 3);

    @TempDir private static Path directory;

    private static TestCluster cluster;

    private JetStreamDevice device;
    private StoreFixture fixture;
    private HoppingLink otherLink;
    private JetStreamStore other;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(directory);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) { // else there is no nats-server that is new enough
            cluster.close();
        }
    }

    @BeforeEach
    void open() {
        device = cluster.newDevice();
        device.hurry();
        fixture = new StoreFixture(device);
        otherLink = cluster.link(fixture.shard());
        other = device.newStore(otherLink);
    }

    @AfterEach
    void close() {
        otherLink.kill();
        fixture.close();
    }

    private void openOther() {
        device.<Long>await(other::open);
    }

    @Test
    void shouldRefuseASecondProcessAndNameTheFirst() {
        // when
        StoreException refusal = catchThrowableOfType(StoreException.class, this::openOther);

        // then
        assertThat(refusal.kind()).isEqualTo(StoreException.Kind.BUSY);
        assertThat(refusal).hasMessageContaining("another server uses it: host-");
        assertThat(refusal).hasMessageContaining(", process ");
        fixture.put(CLIENT);
    }

    @Test
    void shouldTakeOverFromAProcessWhoseConnectionIsGone() {
        // given
        fixture.put(CLIENT);
        device.link().kill();

        // when
        openOther();

        // then
        RecoveredState recovered = other.recover();
        assertThat(recovered.clients()).containsExactly(CLIENT);
        assertThat(recovered.server()).contains(StoreFixture.SERVER);
    }

    @Test
    void shouldTakeOverFromAProcessThatIsSilent() {
        // given
        fixture.put(CLIENT);
        device.link().letArrive(message -> false);

        // when
        openOther();

        // then
        assertThat(other.recover().clients()).containsExactly(CLIENT);
    }

    @Test
    void shouldLetADeposedProcessWriteNothing() {
        // given
        AtomicInteger deposed = new AtomicInteger();
        device.store().onDeposed(deposed::incrementAndGet);
        device.link().letArrive(message -> false);
        openOther();
        other.initialize(StoreFixture.SERVER);
        device.link().letArrive(message -> true);

        // when
        assertThatThrownBy(() -> fixture.put(CLIENT))
                .hasStackTraceContaining("another server has taken over: host-");

        // then
        assertThat(deposed).hasValue(1);
        assertThatThrownBy(() -> fixture.put(CLIENT)).hasStackTraceContaining("taken over");
        assertThatThrownBy(() -> fixture.open("foo")).hasStackTraceContaining("taken over");
        otherLink.kill();
        JetStreamStore third = device.newStore(cluster.link(fixture.shard()));
        device.<Long>await(third::open);
        assertThat(third.recover().clients()).isEmpty();
    }

    @Test
    void shouldRefuseAClaimIfSomebodyHasWrittenSinceTheBucketWasFollowed() {
        // given
        Optional<Holder> holder = device.await(other::follow);
        assertThat(holder).isPresent();
        fixture.put(CLIENT);

        // when // then
        assertThatThrownBy(() -> device.<Long>await(other::claim))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.BUSY));
        device.await(other::follow);
        device.<Long>await(other::claim);
        assertThat(other.recover().clients()).containsExactly(CLIENT);
    }

    @Test
    void shouldKnowWhetherTheProcessBeforeHasWrittenEverything() {
        // given
        fixture.open("foo").store("m");

        // when
        device.link().kill();
        openOther();

        // then
        assertThat(other.recover().channels()).allMatch(RecoveredState.Channel::mayLackDeliveries);
        device.<Outcome.Done>await(other::drain);
        JetStreamStore third = device.newStore(cluster.link(fixture.shard()));
        device.<Long>await(third::open);
        assertThat(third.recover().channels())
                .hasSize(1)
                .noneMatch(RecoveredState.Channel::mayLackDeliveries);
    }

    @Test
    void shouldTakeTheLeaseIfTheAnswerIsLost() {
        // given
        device.link().kill();
        AtomicInteger answers = new AtomicInteger();
        otherLink.letArrive(message -> !saysSequence(message) || answers.incrementAndGet() > 1);

        // when
        openOther();

        // then
        assertThat(answers).hasValueGreaterThanOrEqualTo(1);
        assertThat(other.recover().server()).contains(StoreFixture.SERVER);
    }

    private static boolean saysSequence(ClusterMessage message) {
        return message.buffer()
                .toString(
                        message.payloadIndex(), message.payloadLength(), StandardCharsets.US_ASCII)
                .startsWith("{\"stream\":");
    }
}
