package dev.stanchion.cli.backup;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.encryption.EncryptionCipher;
import dev.stanchion.store.encryption.EncryptionKeys;
import dev.stanchion.store.encryption.PayloadSeal;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Encrypts the messages of a backup as an encrypted store does, or leaves them as they are. */
final class Sealing {
    private final Optional<EncryptionKeys> keys;
    private final RandomGenerator chance;

    /**
     * @param keys empty to encrypt nothing
     * @param chance must be unpredictable
     */
    Sealing(Optional<EncryptionKeys> keys, RandomGenerator chance) {
        this.keys = keys;
        this.chance = chance;
    }

    /** Returns the encryption of a channel's messages. */
    OfChannel of(String channel) {
        return new OfChannel(
                keys.map(each ->
                        new PayloadSeal(
                                each,
                                channel,
                                EncryptionCipher.usualOn(System.getProperty("os.arch", "")),
                                chance.nextInt())));
    }

    /** The messages of one channel. */
    record OfChannel(Optional<PayloadSeal> seal) implements AutoCloseable {
        /** Returns the message in its written form, which may be in the given buffer. */
        ByteBuf sealed(MsgProtoCursor message, ByteBuf stored, ByteBuf target) {
            if (seal.isEmpty()) {
                return stored;
            }
            target.clear();
            seal.get().write(message, target);
            return target;
        }

        @Override
        public void close() {
            seal.ifPresent(PayloadSeal::close);
        }
    }
}
