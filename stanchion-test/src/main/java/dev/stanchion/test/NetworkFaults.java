package dev.stanchion.test;

import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.event.EventLog;
import dev.stanchion.test.link.LinkPort;

/** Disturbs the network between the broker and all clients. Safe for use by many threads. */
public final class NetworkFaults {
    private final LinkPort port;
    private final EventLog events;

    NetworkFaults(LinkPort port, EventLog events) {
        this.port = port;
        this.events = events;
    }

    /** Holds all bytes of all connections, also of new ones. */
    public void partition() {
        events.add(Kind.FAULT, "fault: the network is partitioned");
        port.partition();
    }

    /** Lets all bytes go on, and ends what disturbs single connections. */
    public void heal() {
        events.add(Kind.FAULT, "fault: the network is whole again");
        port.heal();
    }
}
