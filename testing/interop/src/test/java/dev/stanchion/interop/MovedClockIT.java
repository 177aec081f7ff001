package dev.stanchion.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.client.Client;
import dev.stanchion.interop.client.ClientLibrary;
import dev.stanchion.interop.client.Connecting;
import dev.stanchion.interop.client.Subscribing;
import dev.stanchion.interop.client.Subscription;
import dev.stanchion.interop.driver.Driver;
import dev.stanchion.test.TestBroker;
import dev.stanchion.test.event.BrokerEvent;
import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.look.ClientView;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The clock of a broker for tests jumps while clients of all languages are connected. Their own
 * clocks do not, so each has to answer some 120 heartbeats of an hour within moments.
 */
@Tag("long")
class MovedClockIT {
    private static final String CHANNEL = "tickets:created";

    /** One for all tests: to start a process takes longer than to let an hour pass. */
    private static final Map<ClientLibrary, Driver> drivers = new EnumMap<>(ClientLibrary.class);

    private final Map<Client, Subscription> clients = new LinkedHashMap<>();
    private TestBroker broker;

    @BeforeAll
    static void startDrivers() {
        for (ClientLibrary library : ClientLibrary.values()) {
            drivers.put(library, Driver.start(library.install()));
        }
    }

    @AfterAll
    static void endDrivers() {
        drivers.values().forEach(Driver::close);
    }

    @BeforeEach
    void connectAll(TestInfo test) {
        broker = TestBroker.start();
        drivers.forEach((library, driver) -> {
            String id = library.name().replace('_', '-');
            Client client =
                    Client.connect(
                            driver,
                            id + " of " + test.getDisplayName(),
                            Connecting.to(broker.url(), broker.clusterId(), id));
            clients.put(client, client.subscribe(Subscribing.to(CHANNEL)));
        });
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void shouldKeepClientsThatLiveWhenAnHourPassesAtOnce() {
        broker.clock().advance(Duration.ofHours(1));
        assertThatAllAreHealthy();
    }

    @Test
    void shouldKeepClientsWhenTheTimeOfDayIsSet() {
        broker.clock().set(broker.clock().now().plus(Duration.ofHours(1)));
        broker.clock().advance(Duration.ofMinutes(1));
        broker.clock().set(broker.clock().now().minus(Duration.ofHours(2)));
        broker.clock().advance(Duration.ofMinutes(1));
        assertThatAllAreHealthy();
    }

    @Test
    void shouldEndTheClientThatDoesNotAnswerAlone() {
        // given
        String silent = ClientLibrary.GO_0_10_4.name().replace('_', '-');
        broker.connection(silent).silence();

        // when
        broker.clock()
                .advanceUntil(
                        () ->
                                broker.clients().stream()
                                        .noneMatch(each -> each.clientId().equals(silent)),
                        Duration.ofMinutes(30));

        // then
        assertThat(broker.clients())
                .extracting(ClientView::clientId)
                .containsExactlyInAnyOrderElementsOf(
                        clients.keySet().stream()
                                .map(Client::id)
                                .filter(id -> !id.equals(silent))
                                .toList());
        assertThat(clients.keySet()).noneMatch(Client::isLost);
    }

    /** Each client is known, publishes, and receives what all publish. */
    private void assertThatAllAreHealthy() {
        assertThat(broker.events())
                .extracting(BrokerEvent::kind)
                .doesNotContain(Kind.HEARTBEAT, Kind.CLOSED, Kind.REDELIVERED);
        assertThat(broker.clients())
                .extracting(ClientView::clientId)
                .containsExactlyInAnyOrderElementsOf(
                        clients.keySet().stream().map(Client::id).toList());
        clients.keySet().forEach(client -> client.publish(CHANNEL, client.id()));
        clients.forEach((client, subscription) -> subscription.awaitAllUpTo(clients.size()));
        assertThat(clients.keySet()).noneMatch(Client::isLost);
    }
}
