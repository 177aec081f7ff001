package shop.broker;

import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.io.IOException;

/** Prints its address, and serves until its input ends. */
public final class Broker {
    private Broker() {}

    public static void main(String[] args) throws IOException {
        ServerOptions options = ServerOptions.builder().clusterId("shop").port(0).build();
        try (StanchionServer server = StanchionServer.start(options)) {
            System.out.println(server.clientUrl());
            System.in.transferTo(System.err);
        }
    }
}
