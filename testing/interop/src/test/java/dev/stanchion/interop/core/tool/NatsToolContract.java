package dev.stanchion.interop.core.tool;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Everything that users of {@code nats} rely on without JetStream. */
@Execution(ExecutionMode.CONCURRENT) // said here, because a random order alone means one by one
public abstract class NatsToolContract
        implements MessageBehaviours, RequestBehaviours, AccessBehaviours, ServerBehaviours {}
