/**
 * The HTTP API of a server for Java programs: what is stored, who listens, why messages do not
 * arrive, and every change that an administrator can make.
 *
 * <p>{@link dev.stanchion.admin.StanchionAdmin} is where to begin. A change is a {@link
 * dev.stanchion.admin.Change}: it shows its plan first, and is made only while the plan holds.
 *
 * <p><b>Owner.</b> Public types are safe for use by many threads, except {@link
 * dev.stanchion.admin.EventStream}. Calls wait for their answers. Threads: those of {@link
 * java.net.http.HttpClient}.
 *
 * <p><b>Source.</b> The operations of the server's OpenAPI document, {@code /api/v1/openapi.json}.
 * A member that a server of another version leaves out is 0, false, empty or null here.
 *
 * <p><b>Units.</b> Sequences count from 1. Times are {@link java.time.Instant}; what ends with
 * {@code Seconds} is in seconds.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.admin.AdminException}, with what the server says about it.
 */
@NullMarked
package dev.stanchion.admin;

import org.jspecify.annotations.NullMarked;
