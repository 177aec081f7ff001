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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The clock of a broker for tests jumps while clients of all languages are connected. Their own
 * clocks do not, so each has to answer some 120 heartbeats of an hour within moments.
 */
@Tag("long")
class MovedClockIT {
    private static final String CHANNEL = "tickets:created";

    private final List<Driver> drivers = new ArrayList<>();
    private final Map<Client, Subscription> clients = new LinkedHashMap<>();
    private TestBroker broker;

    @BeforeEach
    void connectAll() {
        broker = TestBroker.start();
        for (ClientLibrary library : ClientLibrary.values()) {
            Driver driver = Driver.start(library.install());
            drivers.add(driver);
            String id = library.name().replace('_', '-');
            Client client =
                    Client.connect(driver, id, Connecting.to(broker.url(), broker.clusterId(), id));
            clients.put(client, client.subscribe(Subscribing.to(CHANNEL)));
        }
    }

    @AfterEach
    void endAll() {
        drivers.forEach(Driver::close);
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
