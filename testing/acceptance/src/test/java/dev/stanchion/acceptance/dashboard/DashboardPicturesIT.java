package dev.stanchion.acceptance.dashboard;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Views of the dashboard look as in the pictures beside this test, on data that do not change. */
@Tag("long")
class DashboardPicturesIT {
    @RegisterExtension final Programs programs = new Programs();

    @Test
    void shouldLookAsInThePictures() {
        BrowserScript.run(programs, "views.js", Project.root().toString());
    }
}
