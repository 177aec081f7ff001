package dev.stanchion.engine.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomIdsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "3fa9c0b1",
                "orders-7d9f8b6c4-x2k4p",
                "5d2a1c1e-3b7f-4f6e-9d0a-8f2f1c2b3a4d",
                "1733059123456",
                "client_PJ4mKx8vT2WdQe7sZfB1Yc"
            })
    void shouldRecognizeRandomIds(String clientId) {
        assertThat(RandomIds.isRandom(clientId)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"orders-1", "orders-service-12", "web01", "payments-eu-west-1", "v2", "a1b"})
    void shouldNotCallNamesAndNumbersRandom(String clientId) {
        assertThat(RandomIds.isRandom(clientId)).isFalse();
    }
}
