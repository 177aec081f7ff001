package dev.stanchion.acceptance.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.stanchion.kit.process.Server;
import io.nats.streaming.protobuf.ConnectRequest;
import io.nats.streaming.protobuf.ConnectResponse;
import io.nats.streaming.protobuf.PubAck;
import io.nats.streaming.protobuf.PubMsg;
import io.nats.streaming.protobuf.StartPosition;
import io.nats.streaming.protobuf.SubscriptionRequest;
import io.nats.streaming.protobuf.SubscriptionResponse;

/** A streaming client without manners, on a bare {@link NatsSocket}. For one thread. */
final class StreamingSocket implements AutoCloseable {
    static final String DISCOVERY = "_STAN.discover." + Server.CLUSTER_ID;
    private static final String REPLY = "_INBOX.reply";

    private final NatsSocket nats;
    private final String clientId;
    private final ConnectResponse subjects;

    private StreamingSocket(NatsSocket nats, String clientId, ConnectResponse subjects) {
        this.nats = nats;
        this.clientId = clientId;
        this.subjects = subjects;
    }

    /** Registers a client; the server's refusal is in the subjects' error. */
    static StreamingSocket connect(Server server, String clientId) {
        NatsSocket nats = NatsSocket.open(server);
        nats.subscribe(REPLY + "." + clientId.hashCode());
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

    ConnectResponse subjects() {
        return subjects;
    }

    NatsSocket nats() {
        return nats;
    }

    /** Sends any bytes to any subject and returns the answer's bytes. */
    byte[] request(String subject, byte[] payload) {
        nats.publish(subject, REPLY + "." + clientId.hashCode(), payload);
        return nats.awaitMessage();
    }

    ConnectResponse requestConnection(byte[] payload) {
        try {
            return ConnectResponse.parseFrom(request(DISCOVERY, payload));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    PubAck publish(String channel, String guid, byte[] data) {
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

    PubAck publish(byte[] message) {
        try {
            return PubAck.parseFrom(request(subjects.getPubPrefix() + ".x", message));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    SubscriptionResponse subscribe(String channel, String inbox, int maxInFlight) {
        byte[] request =
                SubscriptionRequest.newBuilder()
                        .setClientID(clientId)
                        .setSubject(channel)
                        .setInbox(inbox)
                        .setMaxInFlight(maxInFlight)
                        .setAckWaitInSecs(30)
                        .setStartPosition(StartPosition.NewOnly)
                        .build()
                        .toByteArray();
        try {
            return SubscriptionResponse.parseFrom(request(subjects.getSubRequests(), request));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        nats.close();
    }
}
