/**
 * Encryption at rest: {@link dev.stanchion.store.encryption.EncryptedStore} keeps the payloads of
 * messages encrypted in whatever store it is put around.
 *
 * <p><b>Source.</b> The layout, the keys and the nonces are those of nats-streaming-server ({@code
 * spec/stores.md} 3.8), so that its encrypted data can be read here and ours there. Differs:
 * several keys can be read with, the newest messages are tried before a channel opens, and a clear
 * payload is told from an encrypted one by more than its first byte ({@code
 * docs/decisions/0011-encryption-at-rest.md}).
 *
 * <p><b>What is encrypted.</b> The payload of each message, if it has any. Channel names, reply
 * subjects, timestamps, clients and subscriptions are stored as they are.
 *
 * <p><b>Owner.</b> As in {@code dev.stanchion.engine.spi}: what belongs to a channel is used by its
 * shard. Ciphers and buffers are shared by the channels of one shard.
 *
 * <p><b>Secrets.</b> No key is part of a text, an exception or a log line; what is held of them is
 * wiped when the store closes.
 */
@NullMarked
package dev.stanchion.store.encryption;

import org.jspecify.annotations.NullMarked;
