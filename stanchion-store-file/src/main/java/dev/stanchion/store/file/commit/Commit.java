package dev.stanchion.store.file.commit;

import dev.stanchion.store.file.log.MessageRun;

/**
 * What one channel wants to become durable.
 *
 * @param era rises with each loss: what was committed before it must not become durable after it
 */
public record Commit(Committing log, int era, MessageRun run) {}
