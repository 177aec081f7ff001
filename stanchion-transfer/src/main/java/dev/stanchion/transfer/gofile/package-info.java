/**
 * Reads a datastore of the Go server in files: {@code server.dat}, {@code clients.dat}, and for
 * each channel {@code subs.dat} and slices {@code msgs.N.dat} with an index each.
 *
 * <p>A class reads one kind of file. All files are opened for reading only, through one window of
 * bounded size. A record counts only if its checksum is right. Where one is not, the reader
 * searches for the next record whose checksum is, and reports the place.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 3.
 *
 * <p><b>Owner.</b> Everything belongs to the thread of the copy.
 */
@NullMarked
package dev.stanchion.transfer.gofile;

import org.jspecify.annotations.NullMarked;
