package dev.stanchion.engine.admin;

/**
 * A pause of a channel or of a position.
 *
 * @param wholeChannel whether all positions of the channel pause
 * @param by the user who asked for it
 * @param untilEpochNanos when it ends by itself; {@link Long#MAX_VALUE} if it does not
 */
public record PauseState(
        boolean wholeChannel,
        String by,
        long sinceEpochNanos,
        long untilEpochNanos,
        String reason) {}
