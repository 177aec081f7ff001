/**
 * Copies everything that a server keeps from one place to another: from a datastore of the Go
 * server into any store of Stanchion.
 *
 * <p>A {@link dev.stanchion.transfer.Source} is read and never changed. {@link
 * dev.stanchion.transfer.StoreCopy} writes it through the interfaces of a store, so the engine
 * opens the result as if it had written it. {@link dev.stanchion.transfer.Findings} names what is
 * damaged or lost. Package {@code gofile} reads the files of the Go server.
 *
 * <p><b>Owner.</b> A copy belongs to one thread.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.transfer.TransferException} if the copy cannot begin or
 * end. Damage in a source is no error: it is a finding.
 */
@NullMarked
package dev.stanchion.transfer;

import org.jspecify.annotations.NullMarked;
