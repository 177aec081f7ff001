package dev.stanchion.interop.core;

import dev.stanchion.interop.core.client.CoreLibrary;
import dev.stanchion.interop.core.client.WithCoreLibrary;

/** {@code nats-py} from PyPI. */
@WithCoreLibrary(CoreLibrary.PYTHON)
class CorePythonIT extends CoreContract {}
