package dev.stanchion.acceptance.wire;

import com.google.protobuf.ByteString;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.wire.RawClient;
import io.nats.streaming.protobuf.ConnectRequest;
import io.nats.streaming.protobuf.ConnectResponse;
import io.nats.streaming.protobuf.PubAck;
import io.nats.streaming.protobuf.PubMsg;
import io.nats.streaming.protobuf.StartPosition;
import io.nats.streaming.protobuf.SubscriptionRequest;
import io.nats.streaming.protobuf.SubscriptionResponse;
import java.io.IOException;

/** A streaming client without manners, on a {@link RawClient}. For one thread. */
final class StreamingSocket implements AutoCloseable {
    static final String DISCOVERY = "_STAN.discover." + Server.CLUSTER_ID;
    private static final String REPLY = "_INBOX.reply";
    private static final int REPLIES = 1;
    private static final int MESSAGES = 2;
    private static final int SOON_FULL_BYTES = 64 * 1024; // not reading is soon felt

    private final RawClient nats;
    private final String clientId;
    private final ConnectResponse subjects;

    private StreamingSocket(RawClient nats, String clientId, ConnectResponse subjects) {
        this.nats = nats;
        this.clientId = clientId;
        this.subjects = subjects;
    }

    /** Registers a client; the server's refusal is in the subjects' error. */
    static StreamingSocket connect(Server server, String clientId) throws IOException {
        RawClient nats = nats(server);
        nats.subscribe(REPLY + "." + clientId.hashCode(), REPLIES);
        var socket = new StreamingSocket(nats, clientId, ConnectResponse.getDefaultInstance());
        byte[] request =
                ConnectRequest.newBuilder()
                        .setClientID(clientId)
                        .setHeartbeatInbox("_INBOX.heartbeat")
                        .build()
                        .toByteArray();
        ConnectResponse response = socket.requestConnection(request);
        return new StreamingSocket(nats, clientId, response);
    }

    /** Connects to NATS alone, and waits until the server has accepted the connection. */
    static RawClient nats(Server server) throws IOException {
        RawClient nats = RawClient.connectWithBuffer(server.address(), SOON_FULL_BYTES);
        nats.send("CONNECT {\"verbose\":false,\"pedantic\":false}\r\n");
        nats.roundTrip();
        return nats;
    }

    ConnectResponse subjects() {
        return subjects;
    }

    RawClient nats() {
        return nats;
    }

    /** Subscribes in NATS alone. */
    void listen(String inbox) throws IOException {
        nats.subscribe(inbox, MESSAGES);
    }

    /** Sends any bytes to any subject and returns the answer's bytes. */
    byte[] request(String subject, byte[] payload) throws IOException {
        nats.publish(subject, REPLY + "." + clientId.hashCode(), payload);
        return nats.readMessage().bytes();
    }

    ConnectResponse requestConnection(byte[] payload) throws IOException {
        return ConnectResponse.parseFrom(request(DISCOVERY, payload));
    }

    PubAck publish(String channel, String guid, byte[] data) throws IOException {
        byte[] message =
                PubMsg.newBuilder()
                        .setClientID(clientId)
                        .setGuid(guid)
                        .setSubject(channel)
                        .setData(ByteString.copyFrom(data))
                        .build()
                        .toByteArray();
        return publish(message);
    }

    PubAck publish(byte[] message) throws IOException {
        return PubAck.parseFrom(request(subjects.getPubPrefix() + ".x", message));
    }

    SubscriptionResponse subscribe(String channel, String inbox, int maxInFlight)
            throws IOException {
        return subscribe(channel, inbox, maxInFlight, 30);
    }

    SubscriptionResponse subscribe(
            String channel, String inbox, int maxInFlight, int ackWaitSeconds) throws IOException {
        byte[] request =
                SubscriptionRequest.newBuilder()
                        .setClientID(clientId)
                        .setSubject(channel)
                        .setInbox(inbox)
                        .setMaxInFlight(maxInFlight)
                        .setAckWaitInSecs(ackWaitSeconds)
                        .setStartPosition(StartPosition.NewOnly)
                        .build()
                        .toByteArray();
        return SubscriptionResponse.parseFrom(request(subjects.getSubRequests(), request));
    }

    @Override
    public void close() throws IOException {
        nats.close();
    }
}
