package dev.stanchion.simulation.invariant;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.simulation.bus.BusKind;
import dev.stanchion.simulation.bus.BusTap;
import dev.stanchion.simulation.bus.SimulatedBus;
import dev.stanchion.simulation.bus.SimulatedConnection;
import dev.stanchion.simulation.world.SimulatedShards;

/** Connections that no test watches, to tell one from another. */
final class Connections {
    private Connections() {}

    static SimulatedConnection connect(VirtualTime time, Violations violations) {
        SimulatedShards shards = new SimulatedShards(1, time, new Chance(1), violations::escaped);
        return new SimulatedBus(BusKind.EMBEDDED, time, new Chance(1), shards, new NoTap())
                .connect("c1");
    }

    private static final class NoTap implements BusTap {
        @Override
        public void onHanded(
                SimulatedConnection from, String subject, String replyTo, byte[] payload) {}

        @Override
        public void onPublished(String subject, String replyTo, byte[] payload) {}
    }
}
