package dev.stanchion.test;

import dev.stanchion.test.look.ChannelAssert;
import dev.stanchion.test.look.ChannelView;
import dev.stanchion.test.look.PositionAssert;
import dev.stanchion.test.look.PositionView;

/**
 * Assertions for AssertJ, which the test brings. A failure says what was expected, what is so
 * instead, why the broker says that it is so, and the last events.
 *
 * <pre>{@code
 * assertThat(broker.group("tickets:created", "orders")).eventually().isCaughtUp().hasRedelivered(1);
 * assertThat(broker.channel("orders:created")).hasTexts("{\"id\":\"1\"}");
 * }</pre>
 */
public final class StanchionAssertions {
    private StanchionAssertions() {}

    public static BrokerAssert assertThat(TestBroker actual) {
        return new BrokerAssert(actual);
    }

    public static ChannelAssert assertThat(ChannelView actual) {
        return new ChannelAssert(actual);
    }

    public static PositionAssert assertThat(PositionView actual) {
        return new PositionAssert(actual);
    }
}
