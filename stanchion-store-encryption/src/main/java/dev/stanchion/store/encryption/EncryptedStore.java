package dev.stanchion.store.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.forwarding.ForwardingStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps a store and encrypts the payloads of its messages. Safe for use by many shards, each with
 * its own channels.
 *
 * <p>The store does not open a channel that has messages of another key, and writes nothing to it.
 * Messages that were stored without encryption stay unencrypted and readable.
 */
public final class EncryptedStore extends ForwardingStore {
    private static final Logger LOG = LoggerFactory.getLogger(EncryptedStore.class);

    private final EncryptionKeys keys;
    private final EncryptionCipher cipher;
    private final NoncePrefixes prefixes;
    private final ConcurrentMap<ShardExecutor, ShardCiphers> shards = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, ChannelCipher> channels = new ConcurrentHashMap<>();

    /**
     * @param store the wrapped store; it closes with this one
     * @param keys this store copies the keys, and wipes the copy when it closes
     * @param cipher the cipher for new messages
     * @param chance the source of random numbers; it must be unpredictable and differ in each
     *     process
     */
    public EncryptedStore(
            Store store, EncryptionKeys keys, EncryptionCipher cipher, RandomGenerator chance) {
        super(store);
        this.keys = keys.copy();
        this.cipher = cipher;
        this.prefixes = new NoncePrefixes(chance.nextInt());
    }

    @Override
    public RecoveredState recover() {
        LOG.info("Messages are encrypted with {}, {} key(s) are known", cipher, keys.count());
        return store.recover();
    }

    /**
     * Opens a channel. If the keys cannot decrypt its messages, the method fails as {@code
     * CORRUPT}, and the channel cannot be opened again before a restart.
     */
    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        store.openChannel(
                name,
                limits,
                owner,
                listener,
                Outcome.of(opened -> check(name, opened, owner, outcome), outcome::failed));
    }

    private void check(
            String name, ChannelStore opened, ShardExecutor owner, Outcome<ChannelStore> outcome) {
        ShardCiphers ciphers = shards.computeIfAbsent(owner, ignored -> new ShardCiphers());
        ChannelCipher channel = new ChannelCipher(keys.of(name), cipher, ciphers);
        new KeyCheck(
                        opened.messages(),
                        name,
                        channel,
                        Outcome.of(
                                done -> {
                                    channels.put(name, channel);
                                    outcome.succeeded(encrypted(name, opened, channel));
                                },
                                why -> {
                                    channel.destroy();
                                    outcome.failed(why);
                                }))
                .begin();
    }

    private ChannelStore encrypted(String name, ChannelStore opened, ChannelCipher channel) {
        channel.begin(prefixes, opened.messages().lastSequence() + 1);
        return new ChannelStore(
                new EncryptedLog(opened.messages(), name, name.getBytes(UTF_8), channel),
                opened.subscriptions());
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        store.deleteChannel(
                name,
                owner,
                Outcome.of(
                        done -> {
                            ChannelCipher deleted = channels.remove(name);
                            if (deleted != null) {
                                deleted.destroy();
                            }
                            outcome.succeeded(done);
                        },
                        outcome::failed));
    }

    /** Closes the store and wipes all keys; the shards must have stopped. */
    @Override
    public void close() {
        try {
            store.close();
        } finally {
            channels.values().forEach(ChannelCipher::destroy);
            channels.clear();
            keys.close();
        }
    }
}
