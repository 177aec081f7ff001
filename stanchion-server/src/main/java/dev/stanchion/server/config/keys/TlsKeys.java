package dev.stanchion.server.config.keys;

import dev.stanchion.nats.tls.ClientCertificates;
import dev.stanchion.nats.tls.HandshakeFirst;
import dev.stanchion.nats.tls.TlsException;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import dev.stanchion.server.config.keys.FileKey.Scope;
import dev.stanchion.server.values.GoDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** The map {@code tls} of the NATS part. Source: {@code spec/operations.md} 7.1. */
final class TlsKeys {
    private TlsKeys() {}

    /**
     * Reads the map.
     *
     * @param plainAllowed the value of {@code allow_non_tls}
     * @throws BadKeyException if something in it is not valid
     */
    static TlsOptions read(Entry entry, boolean plainAllowed) {
        StrictSection map = StrictSection.of(entry, Scope.TLS);
        Duration timeout = map.time(FileKey.TLS_TIMEOUT);
        try {
            return new TlsOptions(
                    Path.of(map.text(FileKey.CERT_FILE)),
                    Path.of(map.text(FileKey.KEY_FILE)),
                    Path.of(map.text(FileKey.CA_FILE)),
                    clientCertificates(map),
                    timeout.isZero() ? TlsOptions.DEFAULT_TIMEOUT : timeout,
                    map.texts(FileKey.CIPHER_SUITES),
                    map.texts(FileKey.CURVE_PREFERENCES),
                    map.whole(FileKey.CONNECTION_RATE_LIMIT),
                    new HashSet<>(map.texts(FileKey.PINNED_CERTS)),
                    handshakeFirst(map.find(FileKey.HANDSHAKE_FIRST)),
                    plainAllowed);
        } catch (TlsException e) {
            throw new BadKeyException(entry, String.valueOf(e.getMessage()));
        }
    }

    private static ClientCertificates clientCertificates(StrictSection map) {
        if (map.truth(FileKey.VERIFY_AND_MAP)) {
            return ClientCertificates.MAPPED;
        }
        return map.truth(FileKey.VERIFY) ? ClientCertificates.VERIFIED : ClientCertificates.NONE;
    }

    private static HandshakeFirst handshakeFirst(@Nullable Entry entry) {
        if (entry == null) {
            return HandshakeFirst.NO;
        }
        if (entry.value() instanceof Value.Truth(boolean first)) {
            return first ? HandshakeFirst.ALWAYS : HandshakeFirst.NO;
        }
        if (StrictSection.text(entry).equals("auto")) {
            return HandshakeFirst.AUTO;
        }
        String patience = FileValue.duration(entry, Scope.CORE);
        return new HandshakeFirst(Duration.ofNanos(GoDuration.parseNanos(patience)));
    }
}
