package dev.stanchion.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.spring.listener.StanListener;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications that cannot start, and what they say. No server is needed. */
class BadPropertiesTest {
    private static ApplicationContextRunner application(String... properties) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(StanchionAutoConfiguration.class))
                .withPropertyValues("stanchion.url=nats://127.0.0.1:1")
                .withPropertyValues(properties);
    }

    private static FailureAnalysis analysis(Throwable failure) {
        return Stream.of(
                        new StreamingFailureAnalyzer(),
                        new InvalidSetupAnalyzer(),
                        new InvalidListenerAnalyzer())
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldRunWithTheExpectedSpringBoot() {
        assertThat(SpringBootVersion.getVersion())
                .startsWith(System.getProperty("spring-boot.expected", "3.5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stanchion.client-id.strategy=fixed|stanchion.client-id.name is empty|Set"
                        + " stanchion.client-id.name or spring.application.name",
                "stanchion.client-id.name=a b|client ID|Letters, digits",
                "stanchion.cluster-id=a*|cluster ID: 'a*'|The properties begin with 'stanchion.'",
                "stanchion.recovery.max-backoff=1ms|back-off|The properties begin with",
                "stanchion.credentials=/no/such.creds|/no/such.creds cannot be read|Check its name",
                "stanchion.nkey-file=/no/such.nk|/no/such.nk cannot be read|Check its name",
                "stanchion.nkey-file=pom.xml|pom.xml has no seed of a user's NKey|begins with SU",
                "stanchion.observation.json-field=_trace|nothing is observed|Set"
                        + " stanchion.observation.enabled=true",
                "stanchion.ssl.bundle=nats|there are no SSL bundles|SslAutoConfiguration",
                "stanchion.recovery.at-start=false|nothing listens at nats://127.0.0.1:1|set"
                        + " stanchion.recovery.at-start=true"
            })
    void shouldSayWhatIsWrongAndWhatToDo(String property, String problem, String remedy) {
        application(property)
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis = analysis(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains(problem);
                    assertThat(analysis.getAction()).contains(remedy);
                });
    }

    @Test
    void shouldRefuseAFieldOfTracesThatCannotBeOne() {
        application(
                        "stanchion.observation.enabled=true",
                        "stanchion.observation.json-field=my field")
                .run(context -> {
                    FailureAnalysis analysis = analysis(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .contains("stanchion.observation.json-field", "'my field'");
                    assertThat(analysis.getAction()).contains("_trace");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "stanchion.listener.max-in-flight=many",
        "stanchion.client-id.strategy=slots",
        "stanchion.listener.ack-wait=soon"
    })
    void shouldRefuseAValueOfAnotherType(String property) {
        application(property)
                .run(context ->
                        assertThat(context)
                                .getFailure()
                                .hasStackTraceContaining(
                                        property.substring(0, property.indexOf('='))));
    }

    static class WrongNumber {
        @StanListener(channel = "c", concurrency = "${listeners:some}")
        void on(String text) {}
    }

    static class WrongKey {
        @StanListener(channel = "c", key = "#payload.")
        void on(String text) {}
    }

    static class WrongWait {
        @StanListener(channel = "c", ackWait = "10ms")
        void on(String text) {}
    }

    static class WrongHandler {
        @StanListener(channel = "c", errorHandler = "nobody")
        void on(String text) {}
    }

    static class WrongResult {
        @StanListener(channel = "c")
        String on(String text) {
            return text;
        }
    }

    static class Twice {
        @StanListener(channel = "c", id = "same")
        void first(String text) {}

        @StanListener(channel = "c", id = "same")
        void second(String text) {}
    }

    private static void failsWith(Class<?> listener, String message) {
        application()
                .withUserConfiguration(listener)
                .run(context ->
                        assertThat(analysis(context.getStartupFailure()).getDescription())
                                .contains(message));
    }

    @Test
    void shouldNameTheListenerAndItsAttribute() {
        failsWith(
                WrongNumber.class,
                "WrongNumber.on: concurrency: 'some' (expected: a whole number)");
        failsWith(WrongKey.class, "WrongKey.on: key: '#payload.' is not an expression");
        failsWith(WrongWait.class, "WrongWait.on: ack wait: 10ms (expected: whole seconds");
        failsWith(WrongHandler.class, "there is no bean 'nobody' of type StanListenerErrorHandler");
        failsWith(
                WrongResult.class,
                "WrongResult.on: it returns String (expected: nothing or a CompletionStage)");
        failsWith(Twice.class, "two listeners have the ID 'same'");
    }
}
