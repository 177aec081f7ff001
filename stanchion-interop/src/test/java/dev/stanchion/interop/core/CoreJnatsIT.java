package dev.stanchion.interop.core;

import dev.stanchion.interop.core.client.CoreLibrary;
import dev.stanchion.interop.core.client.WithCoreLibrary;

/** {@code jnats}, in a process of its own. */
@WithCoreLibrary(CoreLibrary.JNATS)
class CoreJnatsIT extends CoreContract {}
