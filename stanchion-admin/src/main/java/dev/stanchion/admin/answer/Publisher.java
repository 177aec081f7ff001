package dev.stanchion.admin.answer;

import java.time.Instant;

/**
 * Names a client that has published to a channel in the last five minutes. Immutable.
 *
 * <p>Who has published to a channel in the last five minutes. The server notes the first message of
 * each batch, so a client that never is the first is missing.
 *
 * @param last about when it has published last
 */
public record Publisher(String clientId, Instant last) {}
