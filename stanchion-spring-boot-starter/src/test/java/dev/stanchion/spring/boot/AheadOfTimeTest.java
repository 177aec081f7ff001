package dev.stanchion.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** What Spring makes of an application for a native image, without making the image. */
class AheadOfTimeTest {
    @Test
    void shouldProcessTheBeansAndKnowTheListeners() {
        // given
        var context = new AnnotationConfigApplicationContext();
        context.register(StanchionAutoConfiguration.class, SpringBootSnippets.Tickets.class);
        var files = new InMemoryGeneratedFiles();
        var generation =
                new DefaultGenerationContext(
                        new ClassNameGenerator(ClassName.get("example", "Application")), files);

        // when
        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        generation.writeGeneratedContent();

        // then
        assertThat(files.getGeneratedFiles(Kind.SOURCE).keySet())
                .anyMatch(name -> name.contains("StanchionAutoConfiguration"));
        RuntimeHints hints = generation.getRuntimeHints();
        assertThat(
                        RuntimeHintsPredicates.reflection()
                                .onType(SpringBootSnippets.TicketCreated.class))
                .accepts(hints);
    }
}
