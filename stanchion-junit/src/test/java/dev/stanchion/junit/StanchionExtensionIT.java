package dev.stanchion.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.stanchion.test.TestBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What the extension does with test classes, which JUnit runs here as an IDE runs them. */
class StanchionExtensionIT {
    private final List<String> failures = new ArrayList<>();
    private int succeeded;

    @BeforeEach
    void forget() {
        Stories.PORTS.clear();
    }

    private void run(boolean isParallel, Class<?>... stories) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(Stream.of(stories).map(story -> selectClass(story)).toList())
                        .configurationParameter(
                                "junit.jupiter.execution.parallel.enabled",
                                String.valueOf(isParallel))
                        .configurationParameter(
                                "junit.jupiter.execution.parallel.mode.classes.default",
                                "concurrent")
                        .build();
        LauncherFactory.create()
                .execute(
                        request,
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(
                                    TestIdentifier test, TestExecutionResult result) {
                                finished(test, result);
                            }
                        });
    }

    private synchronized void finished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable().ifPresent(why -> failures.add(String.valueOf(why.getMessage())));
        if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            succeeded++;
        }
    }

    @Test
    void shouldGiveEveryParameter() {
        // when
        run(false, OrdersStory.class);

        // then
        assertThat(failures).isEmpty();
        assertThat(succeeded).isEqualTo(4);
    }

    @Test
    void shouldFailATestThatLeavesSomethingBehind() {
        // when
        run(false, Stories.Careless.class, Stories.Careful.class);

        // then
        assertThat(failures)
                .singleElement()
                .asString()
                .contains("the test has left behind: durable orders-1/orders of tickets:created");
        assertThat(succeeded).isEqualTo(1);
    }

    @Test
    void shouldNameAClientThatATestHasNotClosed() {
        // when
        run(false, Stories.Forgetful.class);

        // then
        assertThat(failures)
                .singleElement()
                .asString()
                .contains("the test has left behind: client forgotten is not closed");
    }

    @Test
    void shouldNameAConfigurationFileThatIsNotThere() {
        // when
        run(false, Stories.WithoutItsFile.class);

        // then
        assertThat(failures)
                .singleElement()
                .asString()
                .contains("classpath:nowhere.conf is not on the class path");
    }

    @Test
    void shouldNameWhoHasThePortAndTheRemedy() {
        try (TestBroker first = TestBroker.start()) {
            // given
            Stories.PORTS.add(first.port());

            // when
            run(false, Stories.OnAPortThatIsTaken.class);

            // then
            assertThat(failures)
                    .singleElement()
                    .asString()
                    .contains("port " + first.port())
                    .contains("\"stanchion-test-" + first.clusterId() + "\" listens there")
                    .contains("choose another port, or 0 for any free one");
        }
    }

    @Test
    void shouldStartOneForEachMethod() {
        // when
        run(false, Stories.OneForEachMethod.class);

        // then: each has a port of its own while it lives
        assertThat(failures).isEmpty();
        assertThat(succeeded).isEqualTo(2);
    }

    @Test
    void shouldKeepOneForTheClass() {
        // when
        run(false, Stories.OneForTheClass.class);

        // then
        assertThat(failures).isEmpty();
        assertThat(Stories.PORTS).hasSize(1);
    }

    @Test
    void shouldShareOneInTheJvm() {
        // when
        run(true, Stories.Shared.class, Stories.SharedToo.class);

        // then
        assertThat(failures).isEmpty();
        assertThat(succeeded).isEqualTo(2);
        assertThat(Stories.PORTS).hasSize(1);
    }

    @Test
    void shouldRunClassesInParallel() {
        // when
        run(true, OrdersStory.class, Stories.OneForTheClass.class, Stories.Registered.class);

        // then
        assertThat(failures).isEmpty();
        assertThat(succeeded).isEqualTo(7);
    }

    @Test
    void shouldSayWhatIsWrongWithAnOption() {
        // when
        run(false, Stories.Impossible.class);

        // then
        assertThat(failures).singleElement().asString().contains("cluster ID");
    }
}
