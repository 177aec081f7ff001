package dev.stanchion.interop.core;

import dev.stanchion.interop.core.client.CoreLibrary;
import dev.stanchion.interop.core.client.WithCoreLibrary;
import org.junit.jupiter.api.Tag;

/** {@code jnats}, in a process of its own. */
@WithCoreLibrary(CoreLibrary.JNATS)
@Tag("long")
class CoreJnatsIT extends CoreContract {}
