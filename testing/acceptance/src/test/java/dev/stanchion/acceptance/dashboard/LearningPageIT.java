package dev.stanchion.acceptance.dashboard;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lesson in the guide does what it says, with its own programs, and the dashboard shows it. */
@Tag("long")
class LearningPageIT {
    @RegisterExtension final Programs programs = new Programs();

    @Test
    void shouldDoWhatTheLessonSays() {
        BrowserScript.run(programs, "story.js", Project.root().toString());
    }
}
