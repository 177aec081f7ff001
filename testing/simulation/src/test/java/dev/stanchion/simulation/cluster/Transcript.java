package dev.stanchion.simulation.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stanchion.kit.cluster.core.CoreMessage;

/** A message as a line of text, which is formatted only if somebody asks. */
record Transcript(CoreMessage message) {
    private static final int MOST_PAYLOAD = 120;

    static Transcript of(CoreMessage message) {
        return new Transcript(message);
    }

    @Override
    public String toString() {
        String payload = message.text();
        String shown =
                payload.length() > MOST_PAYLOAD ? payload.substring(0, MOST_PAYLOAD) : payload;
        String headers =
                new String(message.headers(), ISO_8859_1)
                        .replace("NATS/1.0", "")
                        .replace("\r\n", " ");
        return message.subject() + " (" + message.reply() + ")" + headers + shown;
    }
}
