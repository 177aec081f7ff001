package dev.stanchion.server;

import dev.stanchion.activity.witness.Witness;
import dev.stanchion.activity.witness.WitnessBus;
import dev.stanchion.engine.client.RequestTokens;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.protocol.RequestSubjects;

/** Makes the witness of a member whose clients are on a NATS cluster. Stateless. */
final class WitnessOfServer {
    private WitnessOfServer() {}

    static Witness of(ServerOptions options, FtGroup group, Bus bus, ShardExecutor first) {
        RequestTokens tokens = new RequestTokens(options.clusterId(), options.clusterId());
        return new Witness(
                bus,
                first,
                options.clusterId(),
                pattern -> {
                    int offset = pattern.indexOf('*');
                    return message -> tokens.isAt(offset, message);
                },
                group.ringBytes());
    }

    /** Returns the bus for the engines of all terms. */
    static Bus bus(ServerOptions options, Bus bus, Witness witness) {
        return new WitnessBus(
                bus,
                witness,
                RequestSubjects.of(
                                options.discoverPrefix(), options.clusterId(), options.clusterId())
                        .discovery());
    }
}
