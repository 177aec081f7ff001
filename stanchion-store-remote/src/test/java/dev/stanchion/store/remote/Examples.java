package dev.stanchion.store.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.kit.store.TestMessage;

/** Messages for the tests of this package. */
final class Examples {
    private Examples() {}

    /** Returns a message that is as many nanoseconds old as its sequence says. */
    static StoredMessage message(long sequence) {
        return StoredMessage.of(new TestMessage(sequence, sequence, "orders", "order " + sequence));
    }

    static String text(StoredMessage message) {
        return message.bytes().toString(UTF_8);
    }
}
