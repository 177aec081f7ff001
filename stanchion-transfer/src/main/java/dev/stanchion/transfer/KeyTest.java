package dev.stanchion.transfer;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.encryption.EncryptionKeys;
import dev.stanchion.store.encryption.PayloadCheck;
import java.util.Optional;

/**
 * Decrypts every encrypted message of a copy, to prove that the key is right. The messages are
 * copied as they are, because both servers encrypt in the same way.
 */
final class KeyTest {
    private final Optional<EncryptionKeys> keys;
    private final Findings findings;
    private boolean hasFitted;

    KeyTest(Optional<EncryptionKeys> keys, Findings findings) {
        this.keys = keys;
        this.findings = findings;
    }

    /** Returns a sink that tests the messages of a channel and passes them on. */
    MessageSink before(String channel, MessageSink next) {
        if (keys.isEmpty()) {
            return next;
        }
        PayloadCheck check = new PayloadCheck(keys.get(), channel);
        return message -> {
            test(channel, message, check);
            next.onMessage(message);
        };
    }

    private void test(String channel, MsgProtoCursor message, PayloadCheck check) {
        PayloadCheck.Look look = check.look(message);
        hasFitted |= look == PayloadCheck.Look.READABLE;
        if (look != PayloadCheck.Look.UNREADABLE) {
            return;
        }
        if (!hasFitted) {
            throw new TransferException(
                    "the key does not decrypt message #%d of channel %s"
                            .formatted(message.sequence(), channel),
                    "Give the key with which the Go server encrypted it.");
        }
        findings.loss(
                "channel " + channel,
                "message #%d cannot be decrypted with the key; it is copied as it is"
                        .formatted(message.sequence()));
    }
}
