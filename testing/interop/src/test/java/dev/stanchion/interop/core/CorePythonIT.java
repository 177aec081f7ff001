package dev.stanchion.interop.core;

import dev.stanchion.interop.core.client.CoreLibrary;
import dev.stanchion.interop.core.client.WithCoreLibrary;
import org.junit.jupiter.api.Tag;

/** {@code nats-py} from PyPI. */
@WithCoreLibrary(CoreLibrary.PYTHON)
@Tag("long")
class CorePythonIT extends CoreContract {}
