package dev.stanchion.load.traffic;

import java.nio.charset.StandardCharsets;

/** Messages as they lie in the read buffer of a connection. */
final class Messages {
    private Messages() {}

    static Incoming on(int sid, byte[] payload) {
        return on(sid, "s", "", payload);
    }

    static Incoming on(int sid, String subject, String reply, byte[] payload) {
        String before = "MSG " + subject + " " + sid + " ";
        String line = before + reply + (reply.isEmpty() ? "" : " ") + payload.length + "\r\n";
        byte[] head = line.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[head.length + payload.length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(payload, 0, bytes, head.length, payload.length);
        Incoming message = new Incoming(bytes);
        message.line(sid, subject.length(), before.length(), reply.length());
        message.at(0, head.length, payload.length);
        return message;
    }
}
