package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientIdTest {
    @Test
    void shouldGenerateFourBytesInHexWhenRandom() {
        // when
        ClientId id = ClientId.random();

        // then
        assertThat(id.candidates()).singleElement().asString().matches("[0-9a-f]{8}");
        assertThat(id).isNotEqualTo(ClientId.random());
    }

    @Test
    void shouldPutThePrefixFirstWhenRandomHasOne() {
        // when
        ClientId id = ClientId.random("listener", new Random(1));

        // then
        assertThat(id.candidates()).containsExactly("listener-73d51abb");
    }

    @ParameterizedTest
    @CsvSource({
        "orders.created, '\".\" at position 7'",
        "'two words', '\" \" at position 4'",
        "é, '\"é\" at position 1'",
        "a/b, '\"/\" at position 2'",
        "'tab\t', '\"\\t\" at position 4'",
        "x😀, '\"😀\" at position 2'"
    })
    void shouldNameTheBadCharacterWhenFixedIsNotValid(String id, String expected) {
        assertThatThrownBy(() -> ClientId.fixed(id))
                .isInstanceOfSatisfying(
                        StreamingException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(StreamingException.Kind.INVALID);
                            assertThat(e.problem()).endsWith(expected);
                            assertThat(e.remedy())
                                    .isEqualTo("Letters, digits, '-' and '_' are allowed.");
                        });
    }

    @Test
    void shouldRefuseWhenFixedIsEmpty() {
        assertThatThrownBy(() -> ClientId.fixed(""))
                .hasMessageStartingWith("the client ID is empty");
    }

    @Test
    void shouldTakeThePodNameBeforeTheHostName() {
        // given
        Map<String, String> pod = Map.of("POD_NAME", "orders-7d9f", "HOSTNAME", "node.local");

        // when
        ClientId id = ClientId.fromEnvironment(pod);

        // then
        assertThat(id.candidates()).containsExactly("orders-7d9f");
    }

    @Test
    void shouldTakeTheHostNameWhenThePodNameIsEmpty() {
        // when
        ClientId id = ClientId.fromEnvironment(Map.of("POD_NAME", "", "HOSTNAME", "orders-0"));

        // then
        assertThat(id.candidates()).containsExactly("orders-0");
    }

    @Test
    void shouldSayWhatToSetWhenTheEnvironmentHasNoName() {
        assertThatThrownBy(() -> ClientId.fromEnvironment(Map.of()))
                .isInstanceOf(StreamingException.class)
                .hasMessageContaining("POD_NAME")
                .hasMessageContaining("HOSTNAME");
    }

    @Test
    void shouldListAllSlotsInOrder() {
        // when
        ClientId id = ClientId.slot("listener", 3);

        // then
        assertThat(id.candidates()).containsExactly("listener-0", "listener-1", "listener-2");
    }

    @Test
    void shouldRefuseWhenThereAreNoSlots() {
        assertThatThrownBy(() -> ClientId.slot("listener", 0))
                .hasMessageStartingWith("slots: 0 (expected: at least 1)");
    }
}
