/**
 * Reads the address of a database: the data source names of the Go drivers of NATS Streaming, and
 * JDBC URLs. The result has the form of the JDBC drivers.
 *
 * <p><b>Owner.</b> Everything here is pure and immutable.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 4.2; the documentation of {@code lib/pq} 1.10.9, of
 * {@code go-sql-driver/mysql} 1.7.1 and of the two JDBC drivers.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.store.sql.source.MalformedSourceException}, which names
 * the invalid part and never contains a password.
 */
@NullMarked
package dev.stanchion.store.sql.source;

import org.jspecify.annotations.NullMarked;
