package dev.stanchion.interop;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Everything that the users of a streaming client rely on, with any library. */
@Execution(ExecutionMode.CONCURRENT) // said here, because a random order alone means one by one
abstract class InteropContract
        implements ConnectBehaviours,
                PublishBehaviours,
                PayloadBehaviours,
                ChannelBehaviours,
                StartBehaviours,
                AcknowledgementBehaviours,
                DurableBehaviours,
                QueueGroupBehaviours,
                PolicyBehaviours,
                ConnectionBehaviours {}
