package dev.stanchion.kit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ClientRecord;
import org.junit.jupiter.api.Test;

/** The contract of the record of clients: {@code spec/stores.md} 8.2. */
public abstract class ClientLogContract extends ContractTest {
    private static final ClientRecord ORDERS =
            new ClientRecord(
                    "orders-2",
                    "_INBOX.hb",
                    "\0\u0080\u00ff",
                    1,
                    -250,
                    3,
                    "orders",
                    "4xQzR0tB1u7mYc9KpWnE2a");
    private static final ClientRecord BILLING =
            new ClientRecord("billing", "_INBOX.hb2", "", 0, 0, 0);

    @Test
    void s8_22_shouldSucceedInRepeatedAndUnfoundedRequests() {
        fixture().deleteClient("unknown");
        fixture().put(ORDERS);
        fixture().put(ORDERS);
        fixture().deleteClient("orders-2");
        fixture().deleteClient("orders-2");
    }

    @Test
    void s8_23_shouldRecoverExactlyTheClientsThatAreLeft() {
        // given
        requirePersistence();
        fixture().put(ORDERS);
        fixture().put(new ClientRecord("gone", "_INBOX.hb3", "c", 1, 5, 3));
        fixture().put(BILLING);
        fixture().deleteClient("gone");

        // when
        fixture().restart();

        // then
        assertThat(fixture().recovered().clients()).containsExactlyInAnyOrder(ORDERS, BILLING);
    }

    @Test
    void s8_24_shouldRecoverAClientAsItWasPutLastWhenItCrashes() {
        // given
        requirePersistence();
        fixture().put(BILLING);
        ClientRecord replaced = new ClientRecord("billing", "_INBOX.new", "\u00ff", 1, -1, 88);
        fixture().put(replaced);

        // when
        fixture().crash();

        // then
        assertThat(fixture().recovered().clients()).containsExactly(replaced);
    }

    @Test
    void s8_24_shouldRecoverAllThatAClientSaid() {
        // given
        requirePersistence();
        fixture().put(ORDERS);

        // when
        fixture().restart();

        // then
        assertThat(fixture().recovered().clients()).containsExactly(ORDERS);
    }

    @Test
    void shouldRecoverTheClientsThatAreLeftAfterMuchChange() {
        // given
        requirePersistence();
        fixture().put(ORDERS);

        // when
        for (int i = 0; i < 500; i++) {
            fixture().put(new ClientRecord("passing-" + i % 7, "_INBOX." + i, "c", 1, 5, 3));
            fixture().deleteClient("passing-" + (i + 3) % 7);
        }
        for (int i = 0; i < 7; i++) {
            fixture().deleteClient("passing-" + i);
        }
        fixture().crash();

        // then
        assertThat(fixture().recovered().clients()).containsExactly(ORDERS);
    }
}
