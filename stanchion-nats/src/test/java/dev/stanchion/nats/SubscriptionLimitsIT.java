package dev.stanchion.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.wire.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a subscription may not be ({@code spec/nats-core.md} 1.4, 1.6), compared with nats-server
 * 2.10.29.
 */
@ExtendWith(LeaksFail.class)
class SubscriptionLimitsIT {
    private static final String TOO_MANY =
            "-ERR 'Permissions Violation for Subscription to \"%s\", too many tokens'\r\n";
    private static final String PONG = "PONG\r\n";

    @Test
    void s1_4_shouldRefuseASubjectOfTooManyTokensAndGoOn() throws IOException {
        // given
        try (TestServer server = TestServer.start(TestServer.options().withMaxSubjectTokens(2))) {
            RawClient client = server.client();

            // when
            client.send("SUB a.b.c 1\r\nSUB a.> q 1\r\nSUB a.*.> q 2\r\nSUB a..b 3\r\n");

            // then: the first ID is still free, and publishing knows no such limit
            assertThat(client.readLine()).isEqualTo(TOO_MANY.formatted("a.b.c"));
            assertThat(client.readLine()).isEqualTo(TOO_MANY.formatted("a.*.>"));
            assertThat(client.readLine()).isEqualTo(TOO_MANY.formatted("a..b"));
            client.send("PUB a.b.c 2\r\nhi\r\n");
            assertThat(client.readLine()).isEqualTo("MSG a.b.c 1 2\r\n");
            assertThat(client.readLine()).isEqualTo("hi\r\n");
            assertThat(client.flush()).isEqualTo(PONG);
        }
    }

    @Test
    void s1_4_shouldSayThatOfASubjectBeforeItCountsSubscriptions() throws IOException {
        // given
        NatsServerOptions options =
                TestServer.options().withMaxSubjectTokens(2).withMaxSubscriptions(1);
        try (TestServer server = TestServer.start(options)) {
            RawClient client = server.client();

            // when
            client.send("SUB a 1\r\nSUB a.b.c 2\r\nSUB a.b 3\r\n");

            // then
            assertThat(client.readLine()).isEqualTo(TOO_MANY.formatted("a.b.c"));
            assertThat(client.readLine()).isEqualTo("-ERR 'maximum subscriptions exceeded'\r\n");
            assertThat(client.flush()).isEqualTo(PONG);
        }
    }

    @Test
    void s1_4_shouldTakeAnyNumberOfTokensUnlessToldOtherwise() throws IOException {
        try (TestServer server = TestServer.start(TestServer.options())) {
            RawClient client = server.client();

            client.send("SUB " + "a.".repeat(300) + "a 1\r\n");

            assertThat(client.flush()).isEqualTo(PONG);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void s1_4_shouldRefuseALimitThatDoesNotFit(int tokens) {
        NatsServerOptions options = NatsServerOptions.defaults();

        assertThatThrownBy(() -> options.withMaxSubjectTokens(tokens))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max_sub_tokens: " + tokens + " (expected: 0 to 255)");
    }
}
