package dev.stanchion.store.file.commit;

import dev.stanchion.store.file.log.MessageRun;

/**
 * The messages of one channel that are to become durable.
 *
 * @param era rises with each loss: a message that was committed before the loss must not become
 *     durable after it
 */
public record Commit(Committing log, int era, MessageRun run) {}
