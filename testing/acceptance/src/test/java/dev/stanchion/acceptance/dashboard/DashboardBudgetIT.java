package dev.stanchion.acceptance.dashboard;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the dashboard costs a browser and the server stays within bounds. */
@Tag("long")
class DashboardBudgetIT {
    @RegisterExtension final Programs programs = new Programs();

    @Test
    void shouldCostLittle() {
        BrowserScript.run(programs, "budgets.js", Project.root().toString(), "0.2", "5");
    }
}
