/**
 * The HTTP API of the server, below {@code /api/v1}. {@link dev.stanchion.server.api.ManagementApi}
 * lets a call through its guards to one {@link dev.stanchion.server.api.Operation}; each resource
 * has a class with its operations. The document {@code openapi.json} describes all of them.
 *
 * <p><b>Owner.</b> The port's thread. The engine is asked by messages to its shards.
 */
@NullMarked
package dev.stanchion.server.api;

import org.jspecify.annotations.NullMarked;
