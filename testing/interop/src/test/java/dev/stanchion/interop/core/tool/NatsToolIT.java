package dev.stanchion.interop.core.tool;

import dev.stanchion.interop.core.client.SharedNatsTool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code nats} of {@code github.com/nats-io/natscli}. */
@ExtendWith(SharedNatsTool.class)
@Tag("long")
class NatsToolIT extends NatsToolContract {}
