/**
 * The record of what was changed through the API, by whom, and with which result.
 *
 * <p><b>Owner.</b> One thread writes the file; the last entries in memory are the port's.
 */
@NullMarked
package dev.stanchion.server.api.audit;

import org.jspecify.annotations.NullMarked;
