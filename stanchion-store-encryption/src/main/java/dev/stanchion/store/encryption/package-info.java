/**
 * Encryption at rest: {@link dev.stanchion.store.encryption.EncryptedStore} wraps any store and
 * encrypts the payloads of messages.
 *
 * <p><b>Source.</b> The layout, the keys and the nonces are those of nats-streaming-server ({@code
 * spec/stores.md} 3.8), so each server can read the encrypted data of the other. Differs: there can
 * be several keys for reading, the newest messages are decrypted before a channel opens, and more
 * than the first byte distinguishes an encrypted payload from a clear one ({@code
 * docs/decisions/0011-encryption-at-rest.md}).
 *
 * <p><b>What is encrypted.</b> The payload of each message, if it has any. Channel names, reply
 * subjects, timestamps, clients and subscriptions are stored as they are.
 *
 * <p><b>Owner.</b> As in {@code dev.stanchion.engine.spi}: the objects of a channel belong to its
 * shard. The channels of one shard share ciphers and buffers.
 *
 * <p><b>Secrets.</b> No text, exception or log line contains a key. The store wipes its keys when
 * it closes.
 */
@NullMarked
package dev.stanchion.store.encryption;

import org.jspecify.annotations.NullMarked;
