package dev.stanchion.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that wants to know is told who is there, from the first moment to the last. */
class AttendanceTest {
    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void shouldTellWhenAClientComesAndGoes() {
        // given
        bed.store().followPresence();
        TestClient client = bed.connected("orders");

        // when
        client.vanishes();
        bed.settle();
        client.listens();
        bed.settle();
        client.closes();
        client.vanishes();
        bed.settle();

        // then
        assertThat(bed.store().presence())
                .containsExactly("orders is there", "orders is not there", "orders is there");
    }

    @Test
    void shouldTellThatARecoveredClientIsNotThere() {
        // given
        TestClient client = bed.connected("orders");
        client.vanishes();
        bed.store().followPresence();

        // when
        bed.restart();

        // then
        assertThat(bed.store().presence()).containsExactly("orders is not there");
    }

    @Test
    void shouldTellNobodyWhoDoesNotWantToKnow() {
        // given
        TestClient client = bed.connected("orders");

        // when
        client.vanishes();
        bed.restart();

        // then
        assertThat(bed.store().presence()).isEmpty();
    }
}
