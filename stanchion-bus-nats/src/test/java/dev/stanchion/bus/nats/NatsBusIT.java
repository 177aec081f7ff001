package dev.stanchion.bus.nats;

import dev.stanchion.kit.bus.BusContract;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bus on a nats-server of the NATS project. */
class NatsBusIT extends BusContract {
    @RegisterExtension private static final Programs PROGRAMS = new Programs();

    @Override
    protected Fixture open() {
        return new ExternalFixture(NatsServer.start(PROGRAMS).url());
    }
}
