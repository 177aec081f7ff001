package dev.stanchion.store.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.activity.Rival;
import dev.stanchion.activity.Sighting;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private static final String TAKEN = ") has taken over";

    @TempDir private static Path directory;

    private static TestCluster cluster;

    private JetStreamDevice device;
    private StoreFixture fixture;
    private Tenant other;

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
        other = device.newTenant();
    }

    @AfterEach
    void close() {
        other.link().kill();
        fixture.close();
    }

    @Test
    void shouldShowWhoHasTheLease() {
        // when
        Sighting seen = other.look();

        // then
        assertThat(seen.rival()).isEqualTo(Rival.MEMBER_ON_BUS);
        assertThat(seen.holder()).matches("stanchion-\\d+ \\(host host-\\d+, epoch 1\\)");
        assertThat(device.tenant().look().rival()).isEqualTo(Rival.SELF);
        assertThat(device.tenant().look().id()).isEqualTo(seen.id());
    }

    @Test
    void shouldShowThatNobodyHasTheLease() {
        // when
        device.tenant().end();

        // then
        assertThat(other.look()).isEqualTo(Sighting.FREE);
    }

    @Test
    void shouldRecoverWhatTheProcessBeforeHasWritten() {
        // given
        fixture.put(CLIENT);
        device.link().kill();

        // when
        Tenure taken = other.open();

        // then
        assertThat(taken.wasReleased()).isFalse();
        RecoveredState recovered = other.store().recover();
        assertThat(recovered.clients()).containsExactly(CLIENT);
        assertThat(recovered.server()).contains(StoreFixture.SERVER);
    }

    @Test
    void shouldLetADeposedProcessWriteNothing() {
        // given
        AtomicInteger deposed = new AtomicInteger();
        device.store().onDeposed(deposed::incrementAndGet);
        device.link().letArrive(message -> false);
        other.open();
        other.store().initialize(StoreFixture.SERVER);
        device.link().letArrive(message -> true);

        // when
        assertThatThrownBy(() -> fixture.put(CLIENT)).hasStackTraceContaining(TAKEN);

        // then
        assertThat(deposed).hasValue(1);
        assertThatThrownBy(() -> fixture.put(CLIENT)).hasStackTraceContaining(TAKEN);
        assertThatThrownBy(() -> fixture.open("foo")).hasStackTraceContaining(TAKEN);
        other.link().kill();
        Tenant third = device.newTenant();
        third.open();
        assertThat(third.store().recover().clients()).isEmpty();
    }

    @Test
    void shouldNoticeThatAnotherHasTheLease() {
        // given
        Tenant deposed = device.tenant();
        deposed.renew();

        // when
        other.open();

        // then
        assertThatThrownBy(deposed::renew)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.FENCED));
        assertThat(deposed.look().rival()).isEqualTo(Rival.MEMBER_ON_BUS);
        assertThat(deposed.look().holder()).contains(", epoch ");
    }

    @Test
    void shouldRefuseAClaimIfSomebodyElseHasTakenTheLease() {
        // given
        Sighting seen = other.look();
        Tenant third = device.newTenant();
        third.open();

        // when // then
        assertThatThrownBy(() -> other.claim(seen))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        why -> assertThat(why.kind()).isEqualTo(StoreException.Kind.BUSY))
                .hasMessageContaining("it has stanchion-");
        assertThat(other.look().holder()).contains("stanchion-");
        third.link().kill();
    }

    @Test
    void shouldCatchUpAndClaimAgainIfTheBucketWasWrittenMeanwhile() {
        // given
        Sighting seen = other.look();
        List<Runnable> late = new ArrayList<>();
        other.link().delay(LeaseIT::isState, late);
        List<Tenure> claimed = new ArrayList<>();
        other.claiming(seen, claimed::add);
        device.pump(() -> !late.isEmpty());

        // when
        fixture.put(CLIENT);
        other.link().delay(message -> false, new ArrayList<>());
        late.forEach(Runnable::run);
        device.pump(() -> !claimed.isEmpty());

        // then
        other.opensWhatItHas();
        assertThat(other.store().recover().clients()).containsExactly(CLIENT);
    }

    @Test
    void shouldKnowWhetherTheProcessBeforeHasWrittenEverything() {
        // given
        fixture.open("foo").store("m");

        // when
        device.link().kill();
        other.open();

        // then
        assertThat(other.store().recover().channels())
                .allMatch(RecoveredState.Channel::mayLackDeliveries);
        other.opens("foo");
        other.end();
        Tenant third = device.newTenant();
        third.open();
        assertThat(third.store().recover().channels())
                .hasSize(1)
                .noneMatch(RecoveredState.Channel::mayLackDeliveries);
    }

    @Test
    void shouldNotForgetADoubtThatNobodyHasSettled() {
        // given
        fixture.open("foo").store("m");
        device.link().kill();
        other.open();

        // when: it ends before it has opened its channels
        other.end();

        // then
        Tenant third = device.newTenant();
        assertThat(third.open().wasReleased()).isFalse();
        assertThat(third.store().recover().channels())
                .hasSize(1)
                .allMatch(RecoveredState.Channel::mayLackDeliveries);
    }

    @Test
    void shouldTakeTheLeaseIfTheAnswerIsLost() {
        // given
        device.link().kill();
        Sighting seen = other.look();
        AtomicInteger answers = new AtomicInteger();
        other.link().letArrive(message -> !isAck(message) || answers.incrementAndGet() > 1);

        // when
        Tenure taken = other.claim(seen);

        // then
        assertThat(answers).hasValue(1);
        assertThat(taken.epoch()).isGreaterThan(1);
        assertThat(other.look().rival()).isEqualTo(Rival.SELF);
    }

    private static boolean isAck(ClusterMessage message) {
        return text(message).startsWith("{\"stream\":");
    }

    private static boolean isState(ClusterMessage message) {
        return text(message).contains("stream_info_response");
    }

    private static String text(ClusterMessage message) {
        return message.buffer()
                .toString(
                        message.payloadIndex(), message.payloadLength(), StandardCharsets.US_ASCII);
    }
}
