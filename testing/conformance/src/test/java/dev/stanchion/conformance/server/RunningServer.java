package dev.stanchion.conformance.server;

import dev.stanchion.conformance.peer.NatsPeer;
import dev.stanchion.protocol.RequestSubjects;
import java.io.IOException;

/** A server that clients can connect to. Safe for use by many threads. */
public interface RunningServer extends AutoCloseable {
    /** The cluster ID of a server whose flags name none. */
    String CLUSTER_ID = "test-cluster";

    int port();

    /** Stops it cleanly, as an operator does. Its data is complete then. */
    void stops();

    /** Ends it one way or another. Idempotent. */
    @Override
    void close();

    default NatsPeer connects() throws IOException {
        return NatsPeer.connect(port());
    }

    /** Returns the subjects as they are before anybody has been told others. */
    default RequestSubjects subjects() {
        return RequestSubjects.of("_STAN.discover", CLUSTER_ID, CLUSTER_ID);
    }
}
