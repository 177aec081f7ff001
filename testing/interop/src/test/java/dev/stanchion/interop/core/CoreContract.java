package dev.stanchion.interop.core;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Everything that the users of a core client rely on, with any library. */
@Execution(ExecutionMode.CONCURRENT) // said here, because a random order alone means one by one
abstract class CoreContract
        implements MessagingBehaviours,
                RequestBehaviours,
                PayloadBehaviours,
                ConnectionBehaviours,
                AccessBehaviours,
                EncryptionBehaviours {}
