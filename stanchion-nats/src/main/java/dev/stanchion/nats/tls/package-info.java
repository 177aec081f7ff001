/**
 * Encrypted connections: certificates from PEM files, and how a connection becomes encrypted.
 *
 * <p>{@link dev.stanchion.nats.tls.TlsOptions} is what the configuration contains; {@link
 * dev.stanchion.nats.tls.TlsContexts} reads the files. A server can read them again without any
 * effect on open connections.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 8 and 7.5, {@code spec/operations.md} 7.1.
 *
 * <p><b>Errors.</b> A file that cannot be used is a {@link dev.stanchion.nats.tls.TlsException}
 * that names the file and says what to do. The content of a key file never appears anywhere.
 */
@NullMarked
package dev.stanchion.nats.tls;

import org.jspecify.annotations.NullMarked;
