package dev.stanchion.acceptance.dashboard;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The dashboard stays usable when its input is odd, its server goes away, its session ends, its
 * clock is wrong, or there is very much to show.
 */
@Tag("long")
class DashboardTroubleIT {
    @RegisterExtension final Programs programs = new Programs();

    @Test
    void shouldStayUsableInTrouble() {
        BrowserScript.run(programs, "trouble.js", Project.root().toString());
    }
}
