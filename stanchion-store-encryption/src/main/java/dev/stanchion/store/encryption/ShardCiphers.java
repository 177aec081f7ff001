package dev.stanchion.store.encryption;

import io.netty.buffer.ByteBuf;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/**
 * The ciphers and buffers that all channels of one shard use in turn. Owned by that shard.
 *
 * <p>A reader may append, or read another channel, while it handles a message. So each call borrows
 * its buffers, and there are as many sets of buffers as nested calls.
 */
final class ShardCiphers {
    private final Cipher aes = instance(EncryptionCipher.AES);
    private final Cipher chacha = instance(EncryptionCipher.CHACHA);
    private final Deque<Scratch> idle = new ArrayDeque<>(2);

    private static Cipher instance(EncryptionCipher cipher) {
        try {
            return Cipher.getInstance(cipher.transformation());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + cipher.transformation(), e);
        }
    }

    Scratch take() {
        Scratch scratch = idle.poll();
        return scratch == null ? new Scratch() : scratch;
    }

    void giveBack(Scratch scratch) {
        scratch.clear();
        idle.push(scratch);
    }

    /**
     * Encrypts a payload and appends it to a buffer on the heap.
     *
     * @param plain the payload, on the heap
     */
    void seal(
            EncryptionCipher with,
            ChannelKey key,
            byte[] nonce,
            ByteBuf plain,
            int index,
            int length,
            ByteBuf target) {
        target.ensureWritable(length + SealedPayload.OVERHEAD_BYTES);
        target.writeByte(with.code());
        target.writeBytes(nonce);
        try {
            Cipher cipher = cipher(with);
            cipher.init(Cipher.ENCRYPT_MODE, key, with.parameters(nonce));
            finish(cipher, plain, index, length, target);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a payload cannot be encrypted", e);
        }
    }

    /**
     * Decrypts a payload and appends it to a buffer on the heap.
     *
     * @param sealed the encrypted payload, on the heap
     * @return false if the payload was not encrypted with this key, or was changed; then nothing is
     *     appended
     */
    boolean open(ChannelKey key, ByteBuf sealed, ByteBuf target) {
        int index = sealed.readerIndex();
        int length = sealed.readableBytes() - SealedPayload.CIPHERTEXT_OFFSET;
        byte[] nonce = new byte[SealedPayload.NONCE_BYTES];
        sealed.getBytes(index + SealedPayload.PREFIX_OFFSET, nonce);
        EncryptionCipher with = SealedPayload.cipher(sealed, index);
        target.ensureWritable(length);
        try {
            Cipher cipher = cipher(with);
            cipher.init(Cipher.DECRYPT_MODE, key, with.parameters(nonce));
            finish(cipher, sealed, index + SealedPayload.CIPHERTEXT_OFFSET, length, target);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a payload cannot be decrypted", e);
        }
    }

    private Cipher cipher(EncryptionCipher cipher) {
        return switch (cipher) {
            case AES -> aes;
            case CHACHA -> chacha;
        };
    }

    private static void finish(Cipher cipher, ByteBuf from, int index, int length, ByteBuf target)
            throws GeneralSecurityException {
        int written =
                cipher.doFinal(
                        from.array(),
                        from.arrayOffset() + index,
                        length,
                        target.array(),
                        target.arrayOffset() + target.writerIndex());
        target.writerIndex(target.writerIndex() + written);
    }
}
