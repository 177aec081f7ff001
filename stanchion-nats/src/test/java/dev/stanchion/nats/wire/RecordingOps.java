package dev.stanchion.nats.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a parser calls. */
public final class RecordingOps implements ClientOps {
    private final List<String> calls = new ArrayList<>();

    public List<String> calls() {
        return calls;
    }

    @Override
    public boolean isTakingOps() {
        return true;
    }

    @Override
    public boolean isLetIn(byte first) {
        return true;
    }

    @Override
    public boolean hasHeaders() {
        return true;
    }

    @Override
    public void onConnect(byte[] json) {
        calls.add("CONNECT " + text(json).strip());
    }

    @Override
    public void onInfo(byte[] json) {
        calls.add("INFO " + text(json).strip());
    }

    @Override
    public void onPublish(PubOp pub) {
        byte[] body = new byte[pub.bodyLength()];
        pub.buffer().getBytes(pub.bodyIndex(), body);
        calls.add(
                "PUB %s,%s,%d,%s"
                        .formatted(
                                text(pub.subject()),
                                text(pub.reply()),
                                pub.headerLength(),
                                text(body)));
    }

    @Override
    public void onSubscribe(byte[] subject, byte[] queue, byte[] sid) {
        calls.add("SUB %s,%s,%s".formatted(text(subject), text(queue), text(sid)));
    }

    @Override
    public void onUnsubscribe(byte[] sid, int max) {
        calls.add("UNSUB %s,%d".formatted(text(sid), max));
    }

    @Override
    public void onPing() {
        calls.add("PING");
    }

    @Override
    public void onPong() {
        calls.add("PONG");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
