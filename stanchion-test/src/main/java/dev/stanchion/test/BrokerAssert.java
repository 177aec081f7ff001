package dev.stanchion.test;

import dev.stanchion.test.look.ChannelView;
import dev.stanchion.test.look.Expectation;
import dev.stanchion.test.look.StateAssert;
import java.util.List;
import java.util.stream.Stream;

/** Assertions about a broker. */
public final class BrokerAssert extends StateAssert<BrokerAssert, TestBroker> {
    BrokerAssert(TestBroker actual) {
        super(actual, BrokerAssert.class, actual.questions());
    }

    /** Expects a client that is registered and connected. */
    public BrokerAssert hasClient(String clientId) {
        return check(actual.connected(clientId));
    }

    /** Expects that a client is not registered. */
    public BrokerAssert hasNoClient(String clientId) {
        return check(actual.gone(clientId));
    }

    /** Expects exactly these channels, in any order. */
    public BrokerAssert hasChannels(String... names) {
        List<String> wanted = Stream.of(names).sorted().toList();
        return check(
                Expectation.of("the channels " + wanted, () -> channels().equals(wanted))
                        .otherwise(() -> channels().toString()));
    }

    private List<String> channels() {
        return actual.channels().stream().map(ChannelView::name).toList();
    }

    /** Expects no client, durable, group or message in flight: {@link TestBroker#leftovers}. */
    public BrokerAssert hasNoLeftovers() {
        return check(
                Expectation.of("nothing to be left behind", () -> actual.leftovers().isEmpty())
                        .otherwise(() -> String.join("; ", actual.leftovers())));
    }
}
