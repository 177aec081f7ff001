package dev.stanchion.store.file.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ClientRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeliefTest {
    private static final long BOOT = 7;
    private static final long ALIVE_AT = 1_700_000_000_000L;
    private static final Duration WITHOUT_PINGS = Duration.ofSeconds(440);

    private static ClientRecord client(int pingInterval, int pingMaxOut) {
        return new ClientRecord("c" + pingInterval, "_INBOX.hb", "c", 1, pingInterval, pingMaxOut);
    }

    private static Belief after(long millis, ClientRecord... clients) {
        return after(millis, Map.of(), clients);
    }

    private static Belief after(
            long millis, Map<String, Long> absentSince, ClientRecord... clients) {
        return Belief.of(
                List.of(clients),
                absentSince,
                new Positions.Stamp(Positions.State.OPEN, BOOT, ALIVE_AT),
                BOOT,
                ALIVE_AT + millis,
                WITHOUT_PINGS);
    }

    private static Belief inState(Positions.State state, long bootId) {
        return Belief.of(
                List.of(client(5, 3)),
                Map.of(),
                new Positions.Stamp(state, bootId, ALIVE_AT),
                BOOT,
                ALIVE_AT,
                WITHOUT_PINGS);
    }

    @ParameterizedTest(name = "pings every {0}, {1} out: {2} ms")
    @CsvSource({
        "5, 3, 20000",
        "5, 88, 445000",
        "-250, 3, 1000",
        "1, 0, 1000",
        "0, 0, 440000",
        "0, 9, 440000",
        "1, -5, 1000",
    })
    void shouldBelieveInAClientForAsLongAsItWaits(int interval, int maxOut, long windowMillis) {
        // given
        ClientRecord client = client(interval, maxOut);

        // then
        assertThat(after(0, client)).isInstanceOf(Belief.GoesOn.class);
        assertThat(after(windowMillis, client))
                .isEqualTo(new Belief.GoesOn(List.of(), Duration.ofMillis(windowMillis)));
        assertThat(after(windowMillis + 1, client)).isInstanceOf(Belief.Ended.class);
    }

    @Test
    void shouldNotBelieveForLongerThanAnyLibraryWaits() {
        // given
        ClientRecord patient = client(Integer.MAX_VALUE, Integer.MAX_VALUE);

        // then
        assertThat(after(600_000, patient)).isInstanceOf(Belief.GoesOn.class);
        assertThat(after(600_001, patient)).isInstanceOf(Belief.Ended.class);
    }

    @Test
    void shouldCountFromWhenAClientWasLastThere() {
        // given
        ClientRecord client = client(5, 3);
        Map<String, Long> absent = Map.of(client.clientId(), ALIVE_AT - 19_000);

        // then
        assertThat(after(1_000, absent, client)).isInstanceOf(Belief.GoesOn.class);
        assertThat(after(1_001, absent, client)).isInstanceOf(Belief.Ended.class);
        assertThat(after(1_001, absent, client, client(6, 3)))
                .isEqualTo(new Belief.GoesOn(List.of(client), Duration.ofMillis(1_001)));
    }

    @Test
    void shouldGoOnWithThoseThatStillWait() {
        // given
        ClientRecord node = client(5, 3);
        ClientRecord go = client(6, 88);

        // then
        assertThat(after(30_000, node, go))
                .isEqualTo(new Belief.GoesOn(List.of(node), Duration.ofSeconds(30)));
    }

    @Test
    void shouldBeginAnewWhenThereWasNobody() {
        assertThat(after(0)).isInstanceOf(Belief.Ended.class);
    }

    @Test
    void shouldBearWithASmallStepBackOfTheClock() {
        assertThat(after(-1_500, client(5, 3)))
                .isEqualTo(new Belief.GoesOn(List.of(), Duration.ZERO));
    }

    @Test
    void shouldNotBelieveAClockThatWasSetBackFarther() {
        assertThat(after(-20_001, client(5, 3))).isInstanceOf(Belief.Ended.class);
    }

    @Test
    void shouldNotBelieveWhatAnEndOfTheMachineMayHaveLeft() {
        assertThat(inState(Positions.State.OPEN, BOOT + 1)).isInstanceOf(Belief.Ended.class);
    }

    @Test
    void shouldBelieveWhatWasClosedBeforeTheMachineEnded() {
        assertThat(inState(Positions.State.CLOSED, BOOT + 1)).isInstanceOf(Belief.GoesOn.class);
    }

    @Test
    void shouldNotBelieveWhatWasAbandoned() {
        assertThat(inState(Positions.State.ABANDONED, BOOT)).isInstanceOf(Belief.Ended.class);
    }
}
