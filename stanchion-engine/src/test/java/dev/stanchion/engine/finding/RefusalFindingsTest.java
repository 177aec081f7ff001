package dev.stanchion.engine.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Findings about clients that are refused, and the switches. */
class RefusalFindingsTest {
    private final EngineBed bed = EngineBed.started();
    private final FoundLines found = new FoundLines(bed);

    @AfterEach
    void close() {
        bed.close();
    }

    private void isRefused(String clientId, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(bed.client(clientId, 0).triesToConnect().error()).isNotEmpty();
        }
    }

    @Test
    void shouldFindAClientIdThatSeveralWant() {
        // given
        bed.connected("orders");

        // when
        isRefused("orders", 3);

        // then
        assertThat(found.sentences())
                .containsExactly(
                        "orders is wanted by test connection on shard 0 and held by test"
                                + " connection on shard 0; 3 requests were refused in the last 10"
                                + " minutes.");
        assertThat(found.live().getFirst().finding().remedy())
                .contains("--duplicate-clients 'orders=lease'");
        found.afterARound();
        assertThat(found.told(FindingKind.DUPLICATE_ID)).hasSize(1);

        // when
        found.after(Duration.ofMinutes(10));

        // then
        assertThat(found.live()).isEmpty();
        assertThat(found.over(FindingKind.DUPLICATE_ID)).hasSize(1);
    }

    @Test
    void shouldNotFindAClientThatIsRefusedNowAndThen() {
        // given
        bed.connected("orders");

        // when
        for (int i = 0; i < 6; i++) {
            isRefused("orders", 1);
            found.after(Duration.ofMinutes(6));
        }

        // then
        assertThat(found.told(FindingKind.DUPLICATE_ID)).isEmpty();
    }

    private static void asksFor(TestClient client, String clusterId) {
        client.listens()
                .send(
                        "_STAN.discover." + clusterId,
                        client.heartbeatInbox(),
                        client.connectRequest()::encodeTo);
    }

    @Test
    void shouldFindAClientThatAsksForAnotherCluster() {
        // when
        asksFor(bed.client("orders", 0), "ticketing");
        bed.settle();

        // then
        assertThat(found.sentences())
                .containsExactly(
                        "orders at test connection on shard 0 asks for the cluster ID ticketing;"
                                + " this server is test-cluster.");
        found.afterARound();
        assertThat(found.told(FindingKind.WRONG_CLUSTER_ID)).hasSize(1);

        // when
        found.after(Duration.ofMinutes(10));

        // then
        assertThat(found.live()).isEmpty();
        assertThat(found.over(FindingKind.WRONG_CLUSTER_ID)).hasSize(1);
    }

    @Test
    void shouldNotWonderAboutOtherClustersWhereOthersMayAnswer() {
        // given
        bed.restartWith(EngineOptions.defaults().withCompatibility(Compatibility.DEFAULT, false));

        // when
        asksFor(bed.client("orders", 0), "ticketing");
        bed.settle();

        // then
        assertThat(found.live()).isEmpty();
    }

    @Test
    void shouldLookForNothingIfSwitchedOff() {
        // given
        bed.restartWith(EngineOptions.defaults().withFindings(FindingKinds.NONE));
        bed.connected("orders");

        // when
        isRefused("orders", 3);
        found.afterARound();

        // then
        assertThat(found.live()).isEmpty();
        assertThat(found.told(FindingKind.DUPLICATE_ID)).isEmpty();
    }

    @Test
    void shouldNotLookForAKindThatIsSwitchedOff() {
        // given
        bed.restartWith(
                EngineOptions.defaults()
                        .withFindings(FindingKinds.parse("duplicate-id=off, stalled=off")));
        bed.connected("orders");

        // when
        isRefused("orders", 3);
        asksFor(bed.client("orders", 0), "ticketing");
        bed.settle();
        found.afterARound();

        // then
        assertThat(found.codes()).containsExactly("wrong-cluster-id");
    }
}
