package dev.stanchion.test;

import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.event.EventLog;
import dev.stanchion.test.wire.ClientFaults;
import dev.stanchion.test.wire.ClientFaults.Fault;

/** Lets messages of one client go wrong. Safe for use by many threads. */
public final class MessageFaults {
    private final String clientId;
    private final ClientFaults faults;
    private final EventLog events;

    MessageFaults(String clientId, ClientFaults faults, EventLog events) {
        this.clientId = clientId;
        this.faults = faults;
        this.events = events;
    }

    /** Lets the next acknowledgements of deliveries not reach the broker. */
    public void dropAcks(int count) {
        add(Fault.DROP_ACK, count, "the next %d acks of %s get lost");
    }

    /** Lets the client not learn that its next messages are stored. */
    public void dropPublishAcks(int count) {
        add(Fault.DROP_PUBLISH_ACK, count, "the next %d publish acks for %s get lost");
    }

    /** Lets the next message that the client is sent arrive twice. */
    public void duplicateNextDelivery() {
        add(Fault.DUPLICATE_DELIVERY, 1, "the next %d delivery to %s arrives twice");
    }

    private void add(Fault fault, int count, String text) {
        faults.add(clientId, fault, count);
        events.add(Kind.FAULT, clientId, "", 0, "fault: " + text.formatted(count, clientId));
    }
}
