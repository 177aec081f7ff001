package dev.stanchion.cli.testing;

import dev.stanchion.client.Message;
import dev.stanchion.client.MessageHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A handler that keeps what it gets until the test asks for it. Safe for use by many threads. */
public final class Received implements MessageHandler {
    private static final int PATIENCE_SECONDS = 15;

    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    @Override
    public void onMessage(Message message) {
        messages.add(message);
    }

    /** Waits for the next message. */
    public Message next() throws InterruptedException {
        Message message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message within " + PATIENCE_SECONDS + " s");
        }
        return message;
    }

    /** Waits for so many texts. */
    public List<String> texts(int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            texts.add(next().text());
        }
        return texts;
    }

    /** What has arrived and was not asked for. */
    public int unread() {
        return messages.size();
    }
}
