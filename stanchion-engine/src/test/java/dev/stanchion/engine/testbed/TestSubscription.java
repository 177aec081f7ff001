package dev.stanchion.engine.testbed;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.protocol.Ack;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import dev.stanchion.protocol.UnsubscribeRequest;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A subscription, seen from the client. It acknowledges nothing unless told to. */
public final class TestSubscription {
    private final EngineBed bed;
    private final TestClient client;
    private final SubscriptionRequest request;
    private final List<Received> received = new ArrayList<>();
    private Registration registration;
    private SubscriptionResponse answer = new SubscriptionResponse("", "");
    private boolean answered;
    private boolean acknowledgesAll;
    private boolean sawMessageBeforeAnswer;

    TestSubscription(EngineBed bed, TestClient client, SubscriptionRequest request) {
        this.bed = bed;
        this.client = client;
        this.request = request;
        this.registration = bed.bus().subscribe(request.inbox(), this::onMessage);
    }

    void answered(SubscriptionResponse response) {
        answered = true;
        answer = response;
    }

    private void onMessage(BusMessage message) {
        sawMessageBeforeAnswer |= !answered;
        MsgProtoCursor cursor = new MsgProtoCursor();
        boolean understood =
                cursor.wrap(message.buffer(), message.payloadIndex(), message.payloadLength());
        Assertions.assertThat(understood).isTrue();
        Assertions.assertThat(cursor.redelivered()).isEqualTo(cursor.redeliveryCount() > 0);
        received.add(
                new Received(
                        cursor.sequence(),
                        TestClient.text(message, cursor.channelIndex(), cursor.channelLength()),
                        TestClient.text(message, cursor.replyIndex(), cursor.replyLength()),
                        TestClient.text(message, cursor.dataIndex(), cursor.dataLength()),
                        cursor.timestampEpochNanos(),
                        cursor.redeliveryCount()));
        if (acknowledgesAll) {
            sendAck(request.channel(), cursor.sequence());
        }
    }

    /** Acknowledges what has come and whatever will. */
    public TestSubscription acknowledgesAll() {
        acknowledgesAll = true;
        received.forEach(message -> sendAck(request.channel(), message.sequence()));
        bed.settle();
        return this;
    }

    public void acknowledges(long... sequences) {
        for (long sequence : sequences) {
            sendAck(request.channel(), sequence);
        }
        bed.settle();
    }

    public void acknowledgesFor(String channel, long sequence) {
        sendAck(channel, sequence);
        bed.settle();
    }

    /** Sends an acknowledgement without letting anything happen yet. */
    public void sendAck(String channel, long sequence) {
        client.send(answer.ackInbox(), "", new Ack(channel, sequence)::encodeTo);
    }

    public String unsubscribes() {
        return client.ends(client.subjects().unsubRequests(), request.channel(), answer.ackInbox());
    }

    public String closes() {
        return client.ends(
                client.subjects().subCloseRequests(), request.channel(), answer.ackInbox());
    }

    /** Sends the request to close without waiting for the answer. */
    public void sendClose() {
        sendEnd(client.subjects().subCloseRequests());
    }

    /** Sends the request to unsubscribe without waiting for the answer. */
    public void sendUnsubscribe() {
        sendEnd(client.subjects().unsubRequests());
    }

    private void sendEnd(String subject) {
        client.send(
                subject,
                "",
                new UnsubscribeRequest(client.id(), request.channel(), answer.ackInbox(), "")
                        ::encodeTo);
    }

    /** Stops listening, as a NATS connection that is gone. */
    public void vanishes() {
        registration.close();
    }

    /** Listens on the same inbox again, as a client does that has connected anew. */
    public void comesBack() {
        registration = bed.bus().subscribe(request.inbox(), this::onMessage);
    }

    public String inbox() {
        return request.inbox();
    }

    public String ackInbox() {
        return answer.ackInbox();
    }

    /** Returns whether it was told that it has created the channel. */
    public boolean isChannelNew() {
        return answer.isChannelNew();
    }

    /** Returns the near name that it was told. */
    public String nearChannel() {
        return answer.nearChannel();
    }

    public String error() {
        return answer.error();
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public boolean sawMessageBeforeAnswer() {
        return sawMessageBeforeAnswer;
    }

    /** Returns how often what came last had been sent again. */
    public int lastCount() {
        return received.getLast().redeliveries();
    }

    /** Returns what came for the first time. */
    public List<Long> first() {
        return received.stream().filter(m -> !m.isRedelivered()).map(Received::sequence).toList();
    }

    /** Returns what came again. */
    public List<Long> again() {
        return received.stream().filter(Received::isRedelivered).map(Received::sequence).toList();
    }

    public List<Long> sequences() {
        return received.stream().map(Received::sequence).toList();
    }

    public void forgets() {
        received.clear();
    }
}
