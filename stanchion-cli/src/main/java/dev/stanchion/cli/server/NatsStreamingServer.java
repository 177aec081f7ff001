package dev.stanchion.cli.server;

import dev.stanchion.server.flags.Dialect;

/** The executable under its old name, which takes the Go server's command lines to the letter. */
public final class NatsStreamingServer {
    private NatsStreamingServer() {}

    /** Runs the server and ends the process with its exit code. */
    public static void main(String[] args) {
        ServerProcess process = new ServerProcess(System.out, System.err);
        System.exit(process.run(args, Dialect.NATS_STREAMING_SERVER));
    }
}
