package dev.stanchion.engine.admin;

/**
 * Who asks for an operation.
 *
 * @param user the name of the user; {@code anonymous} if there is none
 * @param address where the request came from, for records
 * @param requestId of the request, for records
 */
public record Actor(String user, String address, String requestId) {}
