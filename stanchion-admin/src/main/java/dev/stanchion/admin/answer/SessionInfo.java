package dev.stanchion.admin.answer;

/**
 * Describes a session of a browser. Immutable.
 *
 * @param id names the session; nobody can log in with it
 * @param address where it began
 * @param idleSeconds since it was last used
 * @param leftSeconds until it ends by itself
 * @param isOwn whether it is the session that asks
 */
public record SessionInfo(
        String id,
        String user,
        String role,
        String address,
        long ageSeconds,
        long idleSeconds,
        long leftSeconds,
        boolean isOwn) {}
